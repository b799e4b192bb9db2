# Where things are on an instance; read by the other scripts.
# INSTALL_DIR is the destination in appspec.yml.
INSTALL_DIR="${INSTALL_DIR:-/srv/storefront}"
PID_FILE="$INSTALL_DIR/app.pid"
LOG_FILE="$INSTALL_DIR/app.log"
PORT="${PORT:-8080}"
# The address at which the load balancer knows the instance, and no other.
HOST="${HOST:-$(hostname -I | cut -d' ' -f1)}"
