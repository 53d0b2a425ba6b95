#!/bin/sh
# Builds a folder of editions in shares with GNU parallel, and runs a share that failed once more.
# parallel.sh EDITIONS OUTPUT [SHARES]; machines of a cluster: PARALLEL="--sshlogin host1,host2 --workdir $PWD", on a disk that all see.
set -eu
editions=$1 output=$2 shares=${3:-$(nproc)}
seq "$shares" | parallel --jobs "$shares" --retries 2 --joblog "$output.log" \
  paiban build "$editions" --output "$output" --shard "{}/$shares" --jobs 1 --report none
