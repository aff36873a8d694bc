"""`python -m bench.generate S` (or `L`): makes the data set anew in a database of its own and prints time and size."""

import os
import sys
import time

from bench import database

PARTS = 2


def ensure(size: str) -> None:
    """Make the data set unless it is there; a different schema or an interrupted load makes it anew."""
    if not database.exists(size) or not database.is_current(size):
        make(size)


def make(size: str) -> None:
    """Drop, create, migrate, fill, ANALYZE."""
    begun = time.perf_counter()
    print(f"数据集 {size}：正在生成", flush=True)
    database.create(size)
    print(f"{time.perf_counter() - begun:6.1f} s  migrations", flush=True)
    database.run(["-m", "bench.generate", "--fill", size], size, owner=True)
    database.mark_current(size)
    print(f"数据集 {size}：{time.perf_counter() - begun:.0f} s，{database.size_of(size)}", flush=True)


def fill(size: str) -> None:
    """In a process of its own, as the owner: Django is set up for exactly one database."""
    import django

    django.setup()

    from django.db import connection

    from bench.data.copying import without_indexes
    from bench.data.filling import fill as fill_database
    from bench.data.sizes import BY_NAME
    from foundation.search.models import SearchEntry

    counts = fill_database(BY_NAME[size], say=lambda line: print(line, flush=True), rebuild_indexes=True)
    begun = time.perf_counter()
    with without_indexes(SearchEntry):
        database.run_all([["-m", "bench.generate", "--index", str(part), str(PARTS)] for part in range(PARTS)])
    counts["search entries"] = SearchEntry.objects.count()
    print(f"{time.perf_counter() - begun:6.1f} s  search index", flush=True)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    print("  " + ", ".join(f"{name} {count:,}" for name, count in counts.items()), flush=True)


def index(part: int, parts: int) -> None:
    """One part of the search index: reading the characters of 300,000 texts takes both cores."""
    import django

    django.setup()

    from bench.data.index import make as make_index

    make_index(part, parts)


def main() -> None:
    if sys.argv[1] == "--fill":
        fill(sys.argv[2])
        return
    if sys.argv[1] == "--index":
        index(int(sys.argv[2]), int(sys.argv[3]))
        return
    with database.server():
        for size in sys.argv[1:]:
            make(size)


if __name__ == "__main__":
    os.chdir(database.ROOT)
    main()
