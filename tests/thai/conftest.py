from hypothesis import settings

# The machine is shared: a slow example says nothing about the code.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")
