"""How often does a rule for pain call chance a change, and how soon does it see a real one?

People are made up (`series`), then judged by the code the app uses (`lib.usual`) and by rules one
might take instead (`rules`). `report` counts and writes docs/signal-and-noise.md. The same seed
gives the same figures.
"""

from lib.noise.report import DOCUMENT, PEOPLE, SEED, fingerprint, report

__all__ = ["DOCUMENT", "PEOPLE", "SEED", "fingerprint", "report"]
