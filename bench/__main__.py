"""`make bench`: every figure that the README and the docs quote, one after another."""

import argparse

from bench import cold_start, embedded_lines, turn_cost

BENCHES = {"turn": turn_cost.main, "cold": cold_start.main, "embedded": embedded_lines.main}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument(
        "only", nargs="*", choices=[[], *BENCHES], help="which benches; all of them where none is named"
    )
    for name in parser.parse_args().only or BENCHES:
        print(f"== {name}")
        BENCHES[name]()


if __name__ == "__main__":
    main()
