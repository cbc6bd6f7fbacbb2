import json, os, socket, ssl, time
import boto3

secrets = boto3.client("secretsmanager")
trust = ssl.create_default_context()


def ask(stream, *words):
    words = [word.encode() for word in words]
    stream.write(b"*%d\r\n" % len(words) + b"".join(b"$%d\r\n%s\r\n" % (len(word), word) for word in words))
    stream.flush()
    answer = stream.readline().decode().strip()
    if answer[:1] not in ("+", ":"):
        raise RuntimeError(f"{words[0].decode()}: {answer or 'the cache closed the connection'}")
    return answer[1:]


def depths(host, port, secret, lists):
    with socket.create_connection((host, port), timeout=5) as plain:
        with trust.wrap_socket(plain, server_hostname=host) as wire, wire.makefile("rwb") as stream:
            ask(stream, "AUTH", secret["username"], secret["password"])
            ask(stream, "SELECT", os.environ["DATABASE"])
            return {name: int(ask(stream, "LLEN", name)) for name in lists}


def handler(event, context):
    names = os.environ["LISTS"].split(",")
    steps = [step for step in os.environ["PRIORITIES"].split(",") if step]
    lists = names + [f"{name}\x06\x16{step}" for name in names for step in steps]
    secret = json.loads(secrets.get_secret_value(SecretId=os.environ["SECRET_ARN"])["SecretString"])
    found = depths(os.environ["HOST"], int(os.environ["PORT"]), secret, lists)
    waiting = {name: sum(n for key, n in found.items() if key.split("\x06\x16")[0] == name) for name in names}
    metric = {"Name": "Waiting", "Unit": "Count"}
    shape = {"Namespace": os.environ["NAMESPACE"], "Dimensions": [["Cache", "Lists"]], "Metrics": [metric]}
    print(json.dumps({
        "_aws": {"Timestamp": int(time.time() * 1000), "CloudWatchMetrics": [shape]},
        "Cache": os.environ["CACHE"],
        "Lists": os.environ["LISTS"],
        "Waiting": sum(waiting.values()),
        "Each": waiting,
    }))
