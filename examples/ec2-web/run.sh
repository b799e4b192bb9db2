#!/bin/sh
# Runs the storefront in the foreground, on 127.0.0.1 and port 8080 unless HOST and PORT say otherwise.
set -eu
exec python3 "$(dirname "$0")/storefront/app.py"
