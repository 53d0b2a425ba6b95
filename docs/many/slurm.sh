#!/bin/sh
#SBATCH --job-name=paiban
#SBATCH --cpus-per-task=1
#SBATCH --mem=2G
#SBATCH --requeue
# A job array whose every task builds a share: sbatch --array=1-8 slurm.sh EDITIONS OUTPUT
# A task that failed is run again alone: sbatch --array=3 --export=ALL,SHARES=8 slurm.sh EDITIONS OUTPUT
set -eu
exec paiban build "$1" --output "$2" --shard "$SLURM_ARRAY_TASK_ID/${SHARES:-$SLURM_ARRAY_TASK_COUNT}" --jobs "${SLURM_CPUS_PER_TASK:-1}" --report none
