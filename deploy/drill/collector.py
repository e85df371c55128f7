#!/usr/bin/env python3
"""Stands in for the OpenTelemetry collector in the drill, because Debian has no package of it.

usage: collector.py PORT EXPIRATION

Takes OTLP over HTTP (protobuf) at /v1/metrics, /v1/traces and /v1/logs, and shows the metrics at /metrics as the collector's
Prometheus exporter does: same names, same labels job and instance, and a series ends EXPIRATION seconds after its last point
(metric_expiration). POST /refuse/traces makes it answer traces with 503 until POST /accept/traces.
"""
import gzip
import re
import struct
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

UNITS = {"s": "_seconds", "ms": "_milliseconds", "By": "_bytes"}

expiration = 90.0
lock = threading.Lock()
series = {}  # (name, labels) -> (value, time of the last point)
refused = set()


def fields(data):
    """The fields of a protobuf message: number and value, bytes for nested messages."""
    at = 0
    while at < len(data):
        key, at = varint(data, at)
        kind = key & 7
        if kind == 0:
            value, at = varint(data, at)
        elif kind == 1:
            value, at = data[at:at + 8], at + 8
        elif kind == 2:
            length, at = varint(data, at)
            value, at = data[at:at + length], at + length
        elif kind == 5:
            value, at = data[at:at + 4], at + 4
        else:
            raise ValueError(f"wire type {kind}")
        yield key >> 3, value


def varint(data, at):
    value = shift = 0
    while True:
        byte = data[at]
        value |= (byte & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if byte < 0x80:
            return value, at


def every(data, number):
    return [value for found, value in fields(data) if found == number]


def first(data, number, default=None):
    return next(iter(every(data, number)), default)


def double(data):
    return struct.unpack("<d", data)[0]


def text(value):
    """The text of an AnyValue."""
    for number, content in fields(value):
        if number == 1:
            return content.decode()
        if number == 2:
            return "true" if content else "false"
        if number == 3:
            return str(content if content < 1 << 63 else content - (1 << 64))
        if number == 4:
            return str(double(content))
    return ""


def attributes(message, number):
    return {first(one, 1, b"").decode(): text(first(one, 2, b"")) for one in every(message, number)}


def clean(name):
    return re.sub(r"\W", "_", name)


def number_of(value):
    return str(int(value)) if value == int(value) else repr(value)


def take(request):
    now = time.monotonic()
    with lock:
        for resource in every(request, 1):
            names = attributes(first(resource, 1, b""), 1)
            job = "/".join(part for part in (names.get("service.namespace"), names.get("service.name")) if part)
            common = {"job": job, "instance": names.get("service.instance.id", "")}
            for scope in every(resource, 2):
                for metric in every(scope, 2):
                    take_metric(metric, common, now)


def take_metric(metric, common, now):
    name = clean(first(metric, 1, b"").decode()) + UNITS.get(first(metric, 3, b"").decode(), "")

    def keep(suffix, point, attribute_field, value, **more):
        labels = {clean(label): shown for label, shown in attributes(point, attribute_field).items()} | common | more
        series[name + suffix, tuple(sorted(labels.items()))] = (value, now)

    gauge, total, histogram = first(metric, 5), first(metric, 7), first(metric, 9)
    for numbers in (gauge, total):
        if numbers is None:
            continue
        suffix = "_total" if numbers is total and first(numbers, 3, 0) else ""
        for point in every(numbers, 1):
            whole = first(point, 6)
            value = double(first(point, 4, b"\0" * 8)) if whole is None else struct.unpack("<q", whole)[0]
            keep(suffix, point, 7, value)
    for point in every(histogram, 1) if histogram is not None else []:
        counts = [count for (count,) in struct.iter_unpack("<Q", first(point, 6, b""))]
        bounds = [number_of(bound) for (bound,) in struct.iter_unpack("<d", first(point, 7, b""))] + ["+Inf"]
        below = 0
        for bound, count in zip(bounds, counts):
            below += count
            keep("_bucket", point, 9, below, le=bound)
        keep("_count", point, 9, struct.unpack("<Q", first(point, 4, b"\0" * 8))[0])
        keep("_sum", point, 9, double(first(point, 5, b"\0" * 8)))


def page():
    with lock:
        oldest = time.monotonic() - expiration
        for key in [key for key, (_, at) in series.items() if at < oldest]:
            del series[key]
        return "".join(f"{name}{{{shown(labels)}}} {value}\n" for (name, labels), (value, _) in sorted(series.items()))


def shown(labels):
    escape = str.maketrans({"\\": r"\\", '"': r"\"", "\n": r"\n"})
    return ",".join(f'{label}="{value.translate(escape)}"' for label, value in labels)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.answer(200, page().encode(), "text/plain; version=0.0.4") if self.path == "/metrics" else self.answer(404)

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if self.headers.get("Content-Encoding") == "gzip":
            body = gzip.decompress(body)
        what, _, signal = self.path.strip("/").partition("/")
        if what == "refuse":
            refused.add(signal)
        elif what == "accept":
            refused.discard(signal)
        elif signal in refused:
            return self.answer(503)
        elif signal == "metrics":
            take(body)
        return self.answer(200, b"", "application/x-protobuf")

    def answer(self, status, body=b"", kind="text/plain"):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


if __name__ == "__main__":
    expiration = float(sys.argv[2])
    ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
