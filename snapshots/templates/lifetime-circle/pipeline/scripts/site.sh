#!/usr/bin/env bash
# Shows static files. Each release stays in the bucket below releases/, so that an earlier one can be shown again without
# building it. Files in HASHED, whose names have a hash of what is in them, are kept by browsers for a year and are never
# deleted, because pages that are open still load them; all others are asked for each time.
# show: a folder, as a release. undo: the release of before, where `show` has run. back: an earlier release, by its tag or
# the one before.
# usage: site.sh show NAME BUCKET DISTRIBUTION HASHED FOLDER TAG
#        site.sh undo NAME BUCKET DISTRIBUTION HASHED
#        site.sh back NAME BUCKET DISTRIBUTION HASHED [TAG]
set -euo pipefail
verb=${1:?show, undo or back} name=${2:?name} bucket=${3:?bucket} distribution=${4:?distribution} hashed=${5:?folder of hashed files}
releases=s3://$bucket/releases
shown=${RELEASE:-.release}/$name.shown

publish() {
  local from=$releases/$1 invalidation
  aws s3 cp "$from/$hashed" "s3://$bucket/$hashed" --recursive --only-show-errors --copy-props metadata-directive
  aws s3 cp "$from" "s3://$bucket" --recursive --only-show-errors --copy-props metadata-directive --exclude "$hashed/*"
  aws s3 sync "$from" "s3://$bucket" --only-show-errors --delete --size-only --exclude "$hashed/*" --exclude 'releases/*'
  invalidation=$(aws cloudfront create-invalidation --distribution-id "$distribution" --paths '/*' --query Invalidation.Id --output text)
  aws cloudfront wait invalidation-completed --distribution-id "$distribution" --id "$invalidation"
  echo "$name: $1 is at $distribution"
}

# One line for each release, the one that is shown last. `ls` ends with 1 where there is none yet; whatever else it ends with
# must not make history begin anew.
history="" status=0
aws s3 ls "$releases/history" >/dev/null || status=$?
case "$status" in
0) history=$(aws s3 cp "$releases/history" -) ;;
1) ;;
*) exit "$status" ;;
esac
write() { printf '%s\n' "$1" | aws s3 cp - "$releases/history" --only-show-errors; }

case "$verb" in
show)
  folder=${6:?folder} tag=${7:?tag}
  [[ -s $folder/index.html ]] || { echo "there is no $folder/index.html" >&2; exit 1; }
  aws s3 cp "$folder" "$releases/$tag" --recursive --only-show-errors --exclude "$hashed/*" --cache-control no-cache
  aws s3 cp "$folder" "$releases/$tag" --recursive --only-show-errors --exclude '*' --include "$hashed/*" \
    --cache-control 'public, max-age=31536000, immutable'
  if [[ ${history##*$'\n'} != "$tag" ]]; then
    write "${history:+$history$'\n'}$tag"
    mkdir -p "${RELEASE:-.release}"
    : >"$shown"
  fi
  publish "$tag"
  ;;
undo | back)
  if [[ $verb == undo && ! -e $shown ]]; then
    echo "$name: nothing to take back"
    exit 0
  fi
  tag=${6:-}
  if [[ -n $tag ]]; then
    aws s3api head-object --bucket "$bucket" --key "releases/$tag/index.html" >/dev/null
    [[ ${history##*$'\n'} == "$tag" ]] || write "$history"$'\n'"$tag"
  else
    [[ $history == *$'\n'* ]] || { echo "$name: there is no earlier release" >&2; exit 1; }
    history=${history%$'\n'*}
    tag=${history##*$'\n'}
    write "$history"
  fi
  publish "$tag"
  ;;
*)
  echo "$verb is none of show, undo, back" >&2
  exit 2
  ;;
esac
