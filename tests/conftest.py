"""What holds for all tests: speed is never judged here, machines are shared and noisy."""

from hypothesis import settings

settings.register_profile("even_keel", deadline=None)
settings.load_profile("even_keel")
