#!/bin/sh
# The first process of an instance, in namespaces of its own (`unshare -mpf`, in a private network): makes the private
# root, runs the user data in it as cloud-init does, and ends everything in it when its standard input ends, however its
# owner ended.
#
#   private-root.sh <folder of the instance> <folder of the stand-ins> <PyYAML's folder>
#
# The system's programs are there to be read, all else is the instance's own. Nothing of it is seen outside, and the
# kernel takes mounts and processes away with this process. What it has to say, it says on descriptor 3.
set -eu
root=$1/root stand_ins=$2 yaml=$3
umask 022

# Read-only, also where the flags of the machine's own mount are locked.
readonly_bind() {
  mkdir -p "$root$2"
  mount --bind "$1" "$root$2"
  flags=$(findmnt -n -o OPTIONS --target "$root$2" | tr , '\n' | grep -E '^(nosuid|nodev|noexec|noatime|nodiratime|relatime)$' | tr '\n' ,)
  mount -o "remount,bind,${flags}ro" "$root$2"
}

mkdir -p "$root"
mount --bind "$root" "$root"
for entry in bin sbin lib lib32 lib64 libx32; do
  if [ -L "/$entry" ]; then ln -sfn "$(readlink "/$entry")" "$root/$entry"
  elif [ -d "/$entry" ]; then readonly_bind "/$entry" "/$entry"
  fi
done
readonly_bind /usr /usr
readonly_bind /etc /etc
for folder in dev home mnt opt proc root run srv tmp var/lib/cloud/instance var/log var/tmp; do mkdir -p "$root/$folder"; done
chmod 1777 "$root/tmp" "$root/var/tmp"
for device in full null random tty urandom zero; do
  [ -e "/dev/$device" ] || continue
  : > "$root/dev/$device"
  mount --bind "/dev/$device" "$root/dev/$device"
done
for link in "fd /proc/self/fd" "stdin /proc/self/fd/0" "stdout /proc/self/fd/1" "stderr /proc/self/fd/2"; do
  ln -sfn "${link#* }" "$root/dev/${link% *}"
done
mount -t proc proc "$root/proc" 2>/dev/null || mount --rbind /proc "$root/proc"
readonly_bind "$stand_ins" /run/stand-ins
readonly_bind "$yaml" /run/python/yaml
cp "$1/user-data" "$root/var/lib/cloud/instance/user-data"
chmod 700 "$root/var/lib/cloud/instance/user-data"

mkdir -p "$root/mnt/outside"
cd "$root"
pivot_root . mnt/outside
cd /
umount -l /mnt/outside
rmdir /mnt/outside
# A file of the instance may have 256 MiB: its disk is this machine's.
ulimit -f 524288

echo rooted >&3
(
  status=0
  /var/lib/cloud/instance/user-data </dev/null 3>&- || status=$?
  echo "booted $status" >&3
) &
cat > /dev/null

# As a machine that is shut down: first they are asked, then they are gone.
trap : TERM
kill -TERM -1 2>/dev/null || true
for _ in 1 2 3 4 5 6 7 8 9 10; do
  set -- /proc/[0-9]*
  [ $# -gt 1 ] || break
  sleep 0.1
done
exit 0
