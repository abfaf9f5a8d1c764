"""The portal's data as one folder, and back: the database at one moment, every file, and what proves both.

Looks at whatever tables and files there are, at no room's rules. Begin with taking.py; manage.py backup, restore and
check_files are its doors.
"""
