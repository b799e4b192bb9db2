#!/bin/sh
# The start command: brings the database up to date, then serves on 127.0.0.1 until it is told to stop.
# Runs in place from any folder with a plain python3: the packages lie beside it.
set -eu
cd "$(dirname "$0")"
export PYTHONPATH="$PWD${PYTHONPATH:+:$PYTHONPATH}"
port="${AWS_LWA_PORT:-${PORT:-8080}}"

python3 manage.py migrate --noinput --verbosity 0

# One worker, as an environment of Lambda gets one request at a time. No watchdog (--timeout 0): Lambda has a time limit
# of its own and freezes the process between requests, which a watchdog takes for a hang. No control socket: the file
# system is read-only.
exec python3 -m gunicorn config.wsgi --bind "127.0.0.1:$port" --workers 1 --timeout 0 --no-control-socket \
  --access-logfile -
