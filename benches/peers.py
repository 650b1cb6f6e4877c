#!/usr/bin/env python3
"""The analysis job beside DuckDB, Polars and pandas: CPU seconds (user + system) of the whole process
and the largest resident memory, in one run, with the ratio to the best peer.

usage: peers.py JOB LEDGER… [--runs N]
  JOB     the release example `job` of the crate ledger, or `clientele` itself
  LEDGER  files made by gen_ledger.py (order_id, client_id, order_date, product_id, quantity, amount)
Needs, in the Python that runs it: duckdb polars pandas pyarrow numpy; the peers' program is job.py,
named by PEERS_JOB. Each engine runs N times (3), interleaved; the smallest CPU time counts."""
import json
import os
import subprocess
import sys


def run(command):
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    out = process.stdout.read().decode()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = status
    if status != 0:
        raise SystemExit(f"failed: {' '.join(command)}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, out


def main():
    arguments = sys.argv[1:]
    runs = 3
    if "--runs" in arguments:
        at = arguments.index("--runs")
        runs = int(arguments[at + 1])
        del arguments[at:at + 2]
    job, files = arguments[0], arguments[1:]
    peers = os.environ.get("PEERS_JOB", "job.py")
    engines = ["clientele", "duckdb", "polars", "pandas"]
    for file in files:
        best = {}
        for _ in range(runs):
            for engine in engines:
                if engine == "clientele":
                    tail = ["analyze", file, "--json"] if os.path.basename(job) == "clientele" else [file]
                    command = [job, *tail]
                else:
                    command = [sys.executable, peers, engine, file]
                cpu, memory, out = run(command)
                if engine == "clientele" and os.path.basename(job) != "clientele":
                    print("#", out.strip(), flush=True)
                known = best.get(engine, (1e9, 1e9))
                best[engine] = (min(known[0], cpu), min(known[1], memory))
        peer_cpu = min(best[e][0] for e in engines[1:])
        peer_memory = min(best[e][1] for e in engines[1:])
        print(f"\n{os.path.basename(file)}: CPU s, MB, of {runs} runs")
        print("| engine | CPU s | to the best peer | MB | to the best peer |")
        print("| --- | --- | --- | --- | --- |")
        for engine in engines:
            cpu, memory = best[engine]
            print(f"| {engine} | {cpu:.2f} | {cpu / peer_cpu:.3f} | {memory:.0f} | {memory / peer_memory:.2f} |", flush=True)
    print(json.dumps({"runs": runs, "cpus": os.cpu_count()}))


if __name__ == "__main__":
    main()
