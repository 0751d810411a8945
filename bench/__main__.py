"""`make bench`: every limit on time, measured one after another."""

import argparse

from bench import cold_start, embedded_lines, fast_critic, learners, page_rerun, progress, turn_cost

BENCHES = {
    "turn": turn_cost.main,
    "critic": fast_critic.main,
    "cold": cold_start.main,
    "rerun": page_rerun.main,
    "learners": learners.main,
    "progress": progress.main,
    "embedded": embedded_lines.main,
}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument(
        "only", nargs="*", choices=[[], *BENCHES], help="which benches; all of them where none is named"
    )
    missed = []
    for name in parser.parse_args().only or BENCHES:
        print(f"== {name}", flush=True)
        if BENCHES[name]([]):
            missed.append(name)
    print(f"limits not held: {', '.join(missed)}" if missed else "every limit held")
    return len(missed)


if __name__ == "__main__":
    raise SystemExit(main())
