#!/bin/sh
# Finds poppler's tools, with which the tests open the exported PDF, or installs Debian's where this user may. Never fails: without
# them that test is skipped by name (with CI=true a skip is a failure).
if command -v pdftotext >/dev/null && command -v pdftoppm >/dev/null; then
    exit 0
fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing Debian's poppler-utils for the test of the PDF …"
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends poppler-utils >/dev/null && exit 0
fi
echo "No poppler tools were found; the test that opens the PDF will be skipped. Install them (Debian: apt-get install poppler-utils) to run it."
exit 0
