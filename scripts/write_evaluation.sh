#!/bin/sh
# Writes every section of docs/evaluation.md anew: run it after a change of the critic, from the root of the checkout.
set -e
calibrate() { ${POISE:-.venv/bin/poise} calibrate "$@" --report docs/evaluation.md >/dev/null; }

calibrate tests/data/calibration/dev.jsonl --repeats 2 --section in-sample
calibrate tests/data/calibration/dev.jsonl --critic rules --section rules
calibrate scripts/fast_critic/examples/*-0[2468].jsonl scripts/fast_critic/examples/*-1[024].jsonl --critic rules --section untouched
calibrate tests/data/transcripts --section conversations
calibrate tests/data/sessions --section sessions
calibrate --public tests/data/public/politeness_requests.jsonl --public tests/data/public/receptiveness.jsonl
