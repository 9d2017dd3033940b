#!/bin/sh
# Ends the job with the scan's verdict: no verdict at all is a failure too.
#
#   KEYTURN_EXIT_CODE    the scan's; KEYTURN_SCAN_FAIL=false lets findings pass
case ${KEYTURN_EXIT_CODE:-} in
  0) exit 0 ;;
  1)
    if [ "${KEYTURN_SCAN_FAIL:-true}" = false ]; then
      echo 'Secrets were found; fail-on-findings is false, so the job goes on.'
      exit 0
    fi
    echo 'Secrets were found: revoke and replace them first, then take them out of the history.'
    exit 1
    ;;
  3)
    echo 'Nothing was found, but not everything could be read.'
    exit 3
    ;;
  *)
    echo 'Nothing was scanned.'
    exit 2
    ;;
esac
