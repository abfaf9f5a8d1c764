"""Who uses the portal: people, their memberships of regions in a role, and what each role may do.

Looks at regions and below. Begin at models/person.py and roles.py; rights.py and acts.py are what every act asks before
it is done, signed_in.py says whose request it is.
"""
