"""Whole processes, timed: ours beside the floors and beside the peers that are installed.

The cases of a table run in turn (A B C A B C ...), so that a busy moment of the machine hits all of them; medians are
printed. Wall time, CPU time of the process and of every child that it waited for, and the peak memory of the largest.
"""
import argparse
import math
import os
import re
import shutil
import statistics
import subprocess
import tempfile
import threading
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
OUT = Path(tempfile.mkdtemp(prefix="bench-"))
QUIET = dict(CDK_DISABLE_CLI_TELEMETRY="true", CDK_DISABLE_VERSION_CHECK="1", CHECKPOINT_DISABLE="1", NO_COLOR="1",
             JSII_SILENCE_WARNING_UNTESTED_NODE_VERSION="1", npm_config_update_notifier="false")
NO_VALIDATION = dict(CDK_VALIDATION="false")

EXAMPLES = ROOT / "target/release/examples"
FLOOR = HERE / "serde-floor/target/release/serde-floor"
RUSTY = HERE / "rusty-cdk/target/debug/peer-rusty-cdk"
PYTHON = HERE / "troposphere/venv/bin/python"
CDK_CLI = "node node_modules/aws-cdk/bin/cdk synth -q --no-notices"


class Case:
    def __init__(self, name, command, folder=ROOT, env=None, needs=None, size=None, edit=None):
        self.name, self.command, self.folder, self.size = name, command, Path(folder), size
        self.env = {**os.environ, **QUIET, **(env or {})}
        self.needs = Path(needs or self.folder)
        self.edit = edit  # file, pattern with the number that changes as group 2
        self.rows, self.failure = [], None

    def run(self, timeout=300):
        if self.edit:
            # What other cases edited is built first, so that this one pays for its own edit alone.
            subprocess.run(self.command, shell=isinstance(self.command, str), cwd=self.folder, env=self.env,
                           capture_output=True, check=False)
            change(*self.edit)
        start = time.perf_counter()
        with open(OUT / "log", "wb") as log:
            process = subprocess.Popen(self.command, shell=isinstance(self.command, str), cwd=self.folder, env=self.env,
                                       stdout=log, stderr=log)
            timer = threading.Timer(timeout, process.kill)
            timer.start()
            _, status, usage = os.wait4(process.pid, 0)
            wall = time.perf_counter() - start
            timer.cancel()
            process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            self.failure = (OUT / "log").read_text(errors="replace")[-200:].replace("\n", " ") or "stopped"
            return None
        return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def change(path, pattern):
    """Another number in a source file: an edit that changes the template."""
    path = Path(path)
    text = path.read_text()
    edited, count = re.subn(pattern, lambda m: m[1] + str(int(m[2]) % 90 + 1), text, count=1)
    assert count == 1, f"{path}: nothing to edit"
    path.write_text(edited)


def table(title, cases, args, warm=1, rounds=None):
    rounds = rounds or args.rounds
    cases = [case for case in cases if not args.only or re.search(args.only, case.name)]
    absent = [case.name for case in cases if not case.needs.exists()]
    cases = [case for case in cases if case.needs.exists()]
    originals = {case.edit[0]: Path(case.edit[0]).read_text() for case in cases if case.edit}
    try:
        for round in range(-warm, rounds):
            for case in cases:
                row = None if case.failure else case.run()
                if row and round >= 0:
                    case.rows.append(row)
    finally:
        for path, text in originals.items():
            Path(path).write_text(text)
    print(f"\n## {title}\n\n| case | wall, s (least to most) | CPU, s | peak memory, MB |\n|---|---|---|---|")
    for case in cases:
        if case.failure or not case.rows:
            print(f"| {case.name} | failed: {case.failure} | | |")
            continue
        wall, cpu, memory = zip(*case.rows)
        mid = statistics.median
        print(f"| {case.name} | {mid(wall):.3f} ({min(wall):.3f} to {max(wall):.3f}) | {mid(cpu):.3f} | {mid(memory):.0f} |")
    if absent:
        print("\nNot installed (`bench/bench.sh install`): " + ", ".join(absent))
    return cases


def ours(example, environment, out, *more):
    """CloudFormation alone and without proof is what the peers make; with `more` what they do not."""
    more = more or ("--format", "cloudformation", "--no-proof")
    return [EXAMPLES / example, "synth", f"{example}/{environment}", "--out", OUT / out, *more]


def cdk(name, program, env=None):
    out = tempfile.mkdtemp(dir=OUT)
    return Case(name, f"{CDK_CLI} -a '{program}' -o {out}", HERE / "cdk", env, HERE / "cdk/node_modules")


TYPESCRIPT = "npx tsc && npx tsx ts/w1.ts"


def w1(args):
    node = HERE / "cdktf/node_modules"
    table("W1: 77 resources, command to template", [
        Case("ours, release", ours("w1", "prod", "w1"), needs=EXAMPLES / "w1"),
        Case("ours, release, proven", ours("w1", "prod", "w1p", "--format", "cloudformation"), needs=EXAMPLES / "w1"),
        Case("serde_json tree, release (a floor)", [FLOOR, "w1", "77", "1", OUT / "w1-floor"], needs=FLOOR),
        cdk("AWS CDK, CLI, TypeScript", TYPESCRIPT),
        cdk("AWS CDK, CLI, TypeScript, validation off", TYPESCRIPT, NO_VALIDATION),
        cdk("AWS CDK, CLI, JavaScript", "node w1.js"),
        cdk("AWS CDK, CLI, JavaScript, validation off", "node w1.js", NO_VALIDATION),
        Case("CDKTF, node without its CLI", "node w1.js", HERE / "cdktf", dict(OUT=str(OUT / "w1-tf")), node),
        Case("troposphere", [PYTHON, "w1.py", OUT / "w1.json"], HERE / "troposphere", needs=PYTHON),
    ], args)


def edit(args):
    target = r"(CPU_TARGET(?:: f64)? = )(\d+)"
    run = ["cargo", "run", "--quiet", "-p", "stacks", "--", "synth", "cloud-optimizer/prod", "--out", OUT / "e1"]
    skeleton = ["cargo", "run", "--quiet", "-p", "stacks", "--", "synth", "prod", "--out", OUT / "e2"]
    stack = ROOT / "stacks/src/systems/cloud_optimizer/standing.rs", r"(cpu_percent\()(\d+)"
    constructs = {
        "a VPC": (ROOT / "iac-aws/network/src/vpc/networks.rs", r"(\(16\.\.=)(\d+)"),
        "a database": (ROOT / "iac-aws/data/src/database/rds_instance/check.rs", r"(size < gib\()(\d+)"),
        "a balancer": (ROOT / "iac-aws/edge/src/alb/mod.rs", r"(idle_timeout: seconds\()(\d+)"),
        "a service": (ROOT / "iac-aws/compute/src/fargate_service/mod.rs", r"(grace_period: seconds\()(\d+)"),
        "a task": (ROOT / "iac-aws/tasks/src/compute/run_task.rs", r"(retry: \()(\d+)"),
        "a bucket": (ROOT / "iac-aws/storage/src/bucket/name.rs", r"(ends_with_place \{ )(\d+)"),
        "an alarm": (ROOT / "iac-aws/monitoring/src/alarm/mod.rs", r"(topics > )(\d+)"),
        "a log group": (ROOT / "iac-aws/monitoring/src/log_group.rs", r"(\"use 1 to )(\d+)"),
        "a container": (ROOT / "iac-aws/containers/src/health_check.rs", r"(self\.timeout, 2, )(\d+)"),
        "what all constructs stand on": (ROOT / "iac-aws/base/src/network/security_group.rs", r"(text\.len\(\) > )(\d+)"),
    }
    check = ["cargo", "check", "--quiet", "-p", "stacks"]
    cases = [
        Case("ours: stack edited", run, edit=stack),
        *(Case(f"ours: {name} edited", run, edit=place) for name, place in constructs.items()),
        Case("ours: nothing edited", run),
        Case("ours: `cargo check`, stack edited", check, edit=stack),
        *(Case(f"ours: `cargo check`, {name} edited", check, edit=place) for name, place in constructs.items()),
        Case("an empty workspace of three crates: stack edited", skeleton, HERE / "skeleton",
             edit=(HERE / "serde-floor/src/w1.rs", target)),
    ]
    peers = [
        (cdk("AWS CDK, CLI, TypeScript", TYPESCRIPT), "cdk/ts/w1.ts"),
        (cdk("AWS CDK, CLI, JavaScript, validation off", "node w1.js", NO_VALIDATION), "cdk/w1.js"),
        (Case("troposphere", [PYTHON, "w1.py", OUT / "e3.json"], HERE / "troposphere", needs=PYTHON), "troposphere/w1.py"),
    ]
    for case, path in peers:
        case.edit = (HERE / path, target)
    table("An edit, until the template is written (debug builds; ours: cloud-optimizer/prod, the others: W1)", cases + [case for case, _ in peers], args)


def w2(args):
    every = []
    for size, stacks in ((100, 1), (400, 1), (4000, 10), (40000, 100)):
        each, label = str(size // stacks), f"{size:,} resources in {stacks}"
        env = dict(N=each, K=str(stacks), CDK_OUTDIR=tempfile.mkdtemp(dir=OUT))
        node = HERE / "cdk/node_modules"

        def case(name, command, folder=ROOT, env=None, needs=None):
            return Case(f"{name}, {label}", command, folder, env, needs, size)

        cases = [
            case("ours, command line", ours("w2", size, "w2"), needs=EXAMPLES / "w2"),
            case("ours, both formats", ours("w2", size, "w2b", "--no-proof"), needs=EXAMPLES / "w2"),
            case("ours, both formats, proven", ours("w2", size, "w2p", "--format", "all"), needs=EXAMPLES / "w2"),
            case("ours, library alone", [EXAMPLES / "w2", "write", each, str(stacks), OUT / "w2l"], needs=EXAMPLES / "w2"),
            case("typed structs straight to bytes (a floor)", [FLOOR, "typed", each, str(stacks), OUT / "w2t"], needs=FLOOR),
            case("serde_json tree (a floor)", [FLOOR, "cfn", each, str(stacks), OUT / "w2c"], needs=FLOOR),
            case("AWS CDK, L1, validation off", "node w2.js", HERE / "cdk", {**env, **NO_VALIDATION, "MODE": "l1"}, node),
            case("AWS CDK, L2", "node w2.js", HERE / "cdk", env, node),
            case("troposphere", [PYTHON, "w2.py", each, str(stacks), OUT / "w2p"], HERE / "troposphere", needs=PYTHON),
            case("rusty-cdk (debug)", [RUSTY, each, str(stacks), OUT / "w2r"], needs=RUSTY),
        ]
        every += table(f"W2: {label} stack{'s' if stacks > 1 else ''}", cases, args)
    graph = [Case(f"ours, library alone, {size:,} resources in one graph",
                  [EXAMPLES / "w2", "write", str(size), "1", OUT / "w2g"], needs=EXAMPLES / "w2", size=size)
             for size in (4000, 16000, 64000)]
    every += table("One graph, without CloudFormation's limit of 500", graph, args)
    print("\nGrowth of the CPU time from one size to the next, as an exponent (1 is linear):\n")
    families = {}
    for case in every:
        if case.rows:
            family = re.sub(r", [\d,]+ resources in (\d+|one graph)$", lambda m: " (one graph)" if m[1] == "one graph" else "", case.name)
            families.setdefault(family, []).append((case.size, statistics.median(row[1] for row in case.rows)))
    for family, points in families.items():
        steps = [f"{a:,} to {b:,}: {math.log(y / x) / math.log(b / a):.2f}"
                 for (a, x), (b, y) in zip(points, points[1:]) if x > 0 and y > 0]
        print(f"- {family}: " + "; ".join(steps))


SECTIONS = dict(w1=w1, edit=edit, w2=w2)

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("section", nargs="*", choices=[[], *SECTIONS], default=[])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", help="a regular expression that the names of the cases match")
    args = parser.parse_args()
    print(f"{os.cpu_count()} CPUs, load {os.getloadavg()[0]:.1f}, {subprocess.getoutput('rustc -V')}, node {subprocess.getoutput('node -v')}")
    try:
        for section in args.section or SECTIONS:
            SECTIONS[section](args)
    finally:
        shutil.rmtree(OUT, ignore_errors=True)
