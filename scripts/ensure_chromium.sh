#!/bin/sh
# Finds a Chromium for the browser tests, or installs Debian's where this user may; says which. Never fails: without
# a browser those tests are skipped by name (with CI=true a skip is a failure).
for name in chromium chromium-browser google-chrome; do
    if found=$(command -v "$name"); then
        echo "Browser tests use $found."
        exit 0
    fi
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing Debian's chromium for the browser tests …"
    if apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null; then
        echo "Browser tests use $(command -v chromium)."
        exit 0
    fi
fi
echo "No Chromium was found; the browser tests will be skipped. Install one (Debian: apt-get install chromium) to run them."
