"""Medians of candidates that take turns in one process: load of the machine hits them alike.

What happens in this process alone is told in seconds of processor, which other programs hardly disturb; where
another process works for it, seconds by the clock (`wall`).
"""

import gc
import time
from collections.abc import Callable, Mapping
from statistics import median

Work = Callable[[], object]
Clock = Callable[[], float]
wall: Clock = time.perf_counter
cpu: Clock = time.process_time
WARM_UP = 2


def cpu_of(pid: int) -> float:
    """Processor seconds of another process so far (Linux: the clock that belongs to its number)."""
    return time.clock_gettime(~pid << 3 | 2)


def medians(
    candidates: Mapping[str, Work], rounds: int, *, clock: Clock = cpu, warm_up: int = WARM_UP
) -> dict[str, float]:
    """Seconds of each candidate: the median over the rounds. The order turns round every second round."""
    taken: dict[str, list[float]] = {name: [] for name in candidates}
    for work in candidates.values():
        for _ in range(warm_up):
            work()
    names = list(candidates)
    gc.collect()
    gc.disable()
    try:
        for _ in range(rounds):
            for name in names:
                taken[name].append(once(candidates[name], clock))
            names.reverse()
            gc.collect()
    finally:
        gc.enable()
    return {name: median(times) for name, times in taken.items()}


def once(work: Work, clock: Clock = wall) -> float:
    """Seconds of one run. What it made is let go outside the clock."""
    start = clock()
    made = work()
    taken = clock() - start
    del made
    return taken
