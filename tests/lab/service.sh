#!/bin/sh
# lab-service start|stop|kill NAME: the services of a node that has no init.
# start waits until the daemon answers, stop until it has ended.
set -eu
action=$1
service=$2

daemon=$service
[ "$service" = pacemaker ] && daemon=pacemakerd
[ "$service" = ssh ] && daemon=sshd

start() {
	case $service in
	corosync)
		corosync
		# A quorum tool exits 2 for "not quorate", which is an answer; 1 is none.
		for _ in $(seq 100); do
			status=0
			timeout 2 corosync-quorumtool -s >/dev/null 2>&1 || status=$?
			[ $status = 0 ] || [ $status = 2 ] && return
			sleep 0.1
		done
		return 1
		;;
	pacemaker)
		setsid pacemakerd -f </dev/null >/dev/null 2>&1 &
		;;
	ssh)
		mkdir -p /run/sshd
		/usr/sbin/sshd
		;;
	esac
}

ended() {
	for _ in $(seq "$1"); do
		pidof "$daemon" >/dev/null || return 0
		sleep 0.1
	done
	return 1
}

stop() {
	pid=$(pidof "$daemon") || return 0
	[ "$service" = corosync ] && { timeout 5 corosync-cfgtool -H --force >/dev/null 2>&1 || true; }
	# shellcheck disable=SC2086
	kill -TERM $pid 2>/dev/null || true
	ended 600
}

crash() {
	pids=$(pidof "$daemon") || return 0
	[ "$service" = pacemaker ] && pids="$pids $(pidof pacemaker-based pacemaker-fenced \
		pacemaker-execd pacemaker-attrd pacemaker-schedulerd pacemaker-controld || true)"
	# shellcheck disable=SC2086
	kill -KILL $pids
	ended 50
}

case $action in
start) start ;;
stop) stop ;;
restart) stop; start ;;
kill) crash ;;
*)
	echo "usage: lab-service start|stop|restart|kill NAME" >&2
	exit 64
	;;
esac
