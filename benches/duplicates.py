#!/usr/bin/env python3
"""`clientele dedupe` beside Splink, in one run.

Makes an environment with Splink (pip), the made-up bases when they are not there, and prints a table:
best F1 over pairs, recall where precision is 99 %, F1 of the pairs within groups and B³ at the default
threshold (Splink: chance .95), CPU seconds (user + system) and largest resident memory.

Splink gets the made-up bases as its best user would prepare them: in the normal form of a reference
normaliser (`--mode norm`); its seconds and memory include that preparation, as ours do.

The generator, the normaliser, Splink's models and the measures are `er_*.py` of the folder `bench` of
the reference material, the public sets are in its folder `data/duplicates` (CLIENTELE_SHARED, else
../shared beside the checkout; or --bench and --data)."""
import argparse
import csv
import gzip
import json
import os
import re
import subprocess
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("CLIENTELE_SHARED", ROOT.parent / "shared"))
PACKAGES = ["splink==5.0.*", "duckdb", "pandas", "numpy", "scipy"]
# Public sets: the file, the column of the truth, and how it is read from it.
PUBLIC = {
    "febrl1": ("febrl/dataset1.csv.gz", "rec_id", re.compile(r"rec-\d+")),
    "febrl2": ("febrl/dataset2.csv.gz", "rec_id", re.compile(r"rec-\d+")),
    "febrl3": ("febrl/dataset3.csv.gz", "rec_id", re.compile(r"rec-\d+")),
    "fake_1000": ("splink/fake_1000.csv.gz", "cluster", None),
}
# The column by which the records of a public set are called, where it is not seen from its name.
IDS = {"fake_1000": "unique_id"}


def run(command, **more):
    """User and system seconds, largest resident MiB of a process, and what it printed."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE, **more)
    out = process.stdout.read().decode()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = status
    if status != 0:
        raise SystemExit(f"failed: {' '.join(map(str, command))}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, out


def environment(folder):
    python = folder / "venv" / "bin" / "python"
    if not python.exists():
        venv.create(folder / "venv", with_pip=True)
    # Also into an environment that was broken off half made.
    subprocess.check_call([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *PACKAGES])
    return python


def rows(path):
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8", newline="") as file:
        yield from csv.reader(file, skipinitialspace=True)


def with_truth(source, target, truth):
    """The records with the entity of each in a last column."""
    with open(target, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        for number, row in enumerate(rows(source)):
            writer.writerow([*row, "entity" if number == 0 else truth(number, row)])


def made_up(arguments, python, records, seed, profile):
    folder = arguments.folder / f"{records}-{seed}-{profile}"
    if not (folder / "meta.json").exists():
        command = [python, arguments.bench / "er_generate.py", "--n", str(records), "--seed", str(seed)]
        subprocess.check_call([*command, "--profile", profile, "--out", folder], stdout=subprocess.DEVNULL)
    for kind in ("companies", "persons"):
        target = folder / f"{kind}_with_truth.csv"
        if not target.exists():
            truth = {row[0]: row[1] for row in rows(folder / f"{kind}_truth.csv.gz")}
            with_truth(folder / f"{kind}.csv.gz", target, lambda _, row: truth[row[0]])
    return folder


def public(arguments, name):
    file, column, pattern = PUBLIC[name]
    source, target = arguments.data / file, arguments.folder / f"{name}.csv"
    place = [cell.strip() for cell in next(rows(source))].index(column)
    with_truth(source, target, lambda _, row: pattern.match(row[place])[0] if pattern else row[place])
    if pattern is None:
        # the truth itself must not be compared
        kept = [[cell for at, cell in enumerate(row) if at != place] for row in rows(target)]
        with open(target, "w", encoding="utf-8", newline="") as out:
            csv.writer(out).writerows(kept)
    return target


def ours(arguments, file, ident):
    command = [arguments.binary, "dedupe", file, "--truth", "entity", "--json", "--quiet"]
    if ident:
        command += ["--id", ident]
    cpu, memory, out = run(command)
    truth = json.loads(out)["truth"]
    return [truth["best_pair"]["f1"], truth["recall_at_p99"], truth["closure"]["f1"], truth["b3"]["f1"], cpu, memory]


def splink(arguments, python, name, mode):
    said = arguments.folder / "splink.json"
    said.unlink(missing_ok=True)
    command = [python, arguments.bench / "er_splink.py", name, "--mode", mode, "--json", said]
    cpu, memory, _ = run(command, env={**os.environ, "ER_DATA": str(arguments.data)})
    told = json.loads(said.read_text().splitlines()[-1])["eval"]
    # the third of the fixed thresholds is .95
    default = told["fixed"][2]
    return [told["best_pair"]["f1"], told["recall_at_p99"], default["clos_f1"], default["b3f1"], cpu, memory]


def line(name, engine, figures):
    *quality, cpu, memory = figures
    cells = [f"{value:.4f}".lstrip("0") for value in quality] + [f"{cpu:.1f}", f"{memory:.0f}"]
    print(f"| {name} | {engine} | {' | '.join(cells)} |", flush=True)


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--folder", type=Path, default=ROOT / "target" / "duplicates", help="environment and bases")
    arguments.add_argument("--bench", type=Path, default=SHARED / "bench", help="generator, models and measures")
    arguments.add_argument("--data", type=Path, default=SHARED / "data" / "duplicates", help="public sets")
    arguments.add_argument("--binary", type=Path, default=ROOT / "target" / "release" / "clientele")
    arguments.add_argument("--records", type=int, default=100_000, help="records of a made-up base")
    arguments.add_argument("--seeds", default="42,7")
    arguments.add_argument("--profiles", default="normal,hard")
    arguments.add_argument("--public", default=",".join(PUBLIC), help="public sets, or nothing")
    arguments.add_argument("--alone", action="store_true", help="without Splink")
    arguments = arguments.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    python = "python3" if arguments.alone else environment(arguments.folder)
    print("| set | engine | pairs F1 | R@P99 | groups F1 | B³ | CPU s | MiB |")
    print("|" + " --- |" * 8, flush=True)
    for name in filter(None, arguments.public.split(",")):
        line(name, "clientele", ours(arguments, public(arguments, name), IDS.get(name)))
        if not arguments.alone:
            line(name, "Splink", splink(arguments, python, name, "doc"))
    for seed in filter(None, arguments.seeds.split(",")):
        for profile in arguments.profiles.split(","):
            folder = made_up(arguments, python, arguments.records, seed, profile)
            for kind in ("companies", "persons"):
                name = f"{kind}, {arguments.records}, seed {seed}, {profile}"
                line(name, "clientele", ours(arguments, folder / f"{kind}_with_truth.csv", None))
                if not arguments.alone:
                    line(name, "Splink", splink(arguments, python, f"synth:{folder}:{kind}", "norm"))


if __name__ == "__main__":
    main()
