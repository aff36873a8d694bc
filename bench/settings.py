"""The portal's own settings; added are only the bare pages it is compared with."""

from unionportal.settings import *  # noqa: F403

ROOT_URLCONF = "bench.urls"
