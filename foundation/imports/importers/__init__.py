"""The lists the foundation itself takes in.

Units, people and posts belong to `orgs` and `accounts`, which lie below this app and cannot know it; features above bring
their own `importers.py` (ADR 0016).
"""

from foundation.imports.importer import register
from foundation.imports.importers.people import PeopleImporter
from foundation.imports.importers.posts import PostImporter
from foundation.imports.importers.units import UnitImporter

for _importer in (UnitImporter(), PeopleImporter(), PostImporter()):
    register(_importer)
