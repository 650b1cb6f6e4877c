#!/usr/bin/env python3
"""The analysis job beside DuckDB, Polars, pandas and DataFusion, in one run.

Makes an environment with the peers (pip) and the ledgers when they are not there, builds the example
`job` of the crate ledger, runs every engine a few times on every ledger, interleaved, and prints a
table for each ledger: CPU seconds (user + system) and largest resident memory, the smallest of the
runs, with the ratio to the best peer. Stops when two engines do not have the same answer.

Two kinds of CPU seconds, because the peers are libraries: of the whole process, and of the job
alone, without starting Python and importing the library.

The generator and the peers' program are `gen_ledger.py` and `job.py` of the folder `bench` of the
reference material (CLIENTELE_SHARED, else ../shared beside the checkout)."""
import argparse
import json
import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PEERS = ["duckdb", "polars", "pandas", "datafusion"]
PACKAGES = PEERS + ["pyarrow", "numpy"]
# Times the job is done again on the image in memory, for the cost from the product's own store.
REPEATS = 20


def run(command):
    """User and system seconds, largest resident MiB and wall seconds of a process; its last line as JSON."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE)
    out = process.stdout.read().decode()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = status
    if status != 0:
        raise SystemExit(f"failed: {' '.join(map(str, command))}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, json.loads(out.splitlines()[-1])


def environment(folder):
    python = folder / "venv" / "bin" / "python"
    if not python.exists():
        venv.create(folder / "venv", with_pip=True)
    # Also into an environment that was broken off half made.
    subprocess.check_call([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *PACKAGES])
    return python


def measure(engine, file, python, job, peers):
    if engine == "clientele":
        cpu, memory, said = run([job, file, "2"])
    else:
        cpu, memory, said = run([python, peers, engine, file])
    return {"cpu": cpu, "job": said["cpu_s"], "wall": said["job_s"], "memory": memory}, said["sha"]


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--folder", type=Path, default=ROOT / "target" / "peers", help="environment and ledgers")
    arguments.add_argument("--lines", default="1000000,10000000", help="sizes of the ledgers")
    arguments.add_argument("--runs", type=int, default=3)
    arguments.add_argument("--engines", default=",".join(["clientele", *PEERS]))
    given = arguments.parse_args()
    shared = Path(os.environ.get("CLIENTELE_SHARED", ROOT.parent / "shared")) / "bench"
    if not (shared / "job.py").exists():
        raise SystemExit(f"{shared} does not hold the peers' program job.py; set CLIENTELE_SHARED")
    python = environment(given.folder)
    subprocess.check_call(["cargo", "build", "--quiet", "--release", "-p", "ledger", "--example", "job"], cwd=ROOT)
    job = ROOT / "target" / "release" / "examples" / "job"
    data = given.folder / "data"
    engines = given.engines.split(",")
    for lines in given.lines.split(","):
        if not (data / f"ledger_{lines}.parquet").exists():
            subprocess.check_call([python, shared / "gen_ledger.py", lines, data, "both"])
        for kind in ["csv", "parquet"]:
            table(data / f"ledger_{lines}.{kind}", engines, given.runs, python, job, shared / "job.py")


def table(file, engines, runs, python, job, peers):
    best, answers = {}, {}
    for _ in range(runs):
        for engine in engines:
            figures, sha = measure(engine, file, python, job, peers)
            answers[engine] = sha
            known = best.setdefault(engine, figures)
            best[engine] = {name: min(known[name], figures[name]) for name in figures}
    if len(set(answers.values())) != 1:
        raise SystemExit(f"{file.name}: the answers differ: {answers}")
    others = [engine for engine in engines if engine != "clientele"]
    least = {name: min((best[e][name] for e in others), default=float("nan")) for name in ["cpu", "job", "memory"]}
    print(f"\n{file.name}, the smallest of {runs} runs; all answers {sha}\n")
    print("| engine | CPU s, process | to the best peer | CPU s, job | to the best peer | wall s, job | MiB | to the best peer |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    for engine in engines:
        own = best[engine]
        ratio = {name: own[name] / least[name] for name in least}
        print(f"| {engine} | {own['cpu']:.2f} | {part(ratio['cpu'])} | {own['job']:.2f} | {part(ratio['job'])} "
              f"| {own['wall']:.2f} | {own['memory']:.0f} | {part(ratio['memory'])} |", flush=True)
    if "clientele" in engines:
        _, _, said = run([job, file, "2", str(REPEATS)])
        store = said["store_cpu_s"]
        print(f"\nThe same figures from the clustered image: {store:.3f} CPU s, {part(store / least['cpu'])} of the best "
              f"peer's process, {part(store / least['job'])} of its job.", flush=True)


def part(ratio):
    """A ratio as people say it: 1/8.3, or how many times more."""
    return f"1/{1 / ratio:.1f}" if 0 < ratio < 1 else f"{ratio:.2f}"


if __name__ == "__main__":
    sys.exit(main())
