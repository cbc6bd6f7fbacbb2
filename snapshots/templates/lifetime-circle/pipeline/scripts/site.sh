#!/usr/bin/env bash
# Uploads static files and makes the distribution forget the old ones. Files with a hash in their name are kept by browsers
# for a year, pages are asked for again; what is gone is removed last, so that no page misses its files.
# usage: site.sh BUCKET DISTRIBUTION FOLDER
set -euo pipefail
bucket=${1:?bucket} distribution=${2:?distribution} folder=${3:?folder}
[[ -s $folder/index.html ]] || { echo "there is no $folder/index.html" >&2; exit 1; }

aws s3 sync "$folder" "s3://$bucket" --only-show-errors --exclude '*.html' --cache-control 'public, max-age=31536000, immutable'
aws s3 sync "$folder" "s3://$bucket" --only-show-errors --exclude '*' --include '*.html' --cache-control 'no-cache'
aws s3 sync "$folder" "s3://$bucket" --only-show-errors --delete --size-only
invalidation=$(aws cloudfront create-invalidation --distribution-id "$distribution" --paths '/*' --query Invalidation.Id --output text)
aws cloudfront wait invalidation-completed --distribution-id "$distribution" --id "$invalidation"
echo "$folder is at $distribution"
