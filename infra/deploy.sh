#!/usr/bin/env bash
# Puts the function on AWS Lambda: builds, uploads, deploys infra/template.yaml, runs the suite once, and prints how to
# call it. A second run changes what has changed. See infra/README.md.
set -euo pipefail

usage() {
    cat <<'USAGE'
Usage: infra/deploy.sh --bucket NAME --extension-layer ARN|none [options]

  --bucket NAME           bucket for the zip, in the region of the stack; it must exist
  --extension-layer ARN   Parameters and Secrets extension of the region (infra/README.md), which hands over keys; or none
  --stack NAME            the stack, and the prefix of what it makes (llm-test-bench)
  --region REGION         where (AWS_REGION, or what the aws command is configured for)
  --suite NAME            what the schedule runs, built in or one of --suites (openai)
  --suites FOLDER         suites of your own (*.yaml, *.toml, *.json), put into the zip
  --shards N              splits the scheduled run over N Lambdas (1)
  --email ADDRESS         who hears of alarms
  --set KEY=VALUE         any other parameter of the template; repeatable
  --zip FILE              deploys this zip instead of building one
  --no-invoke             does not run the suite after deploying
  --dry-run               prints every command and runs none
USAGE
}

fail() {
    echo "error: $1" >&2
    [ -z "${2-}" ] || echo "hint:  $2" >&2
    exit "${3:-64}"
}

bucket='' layer='' stack=llm-test-bench region=${AWS_REGION:-${AWS_DEFAULT_REGION:-}} suite=openai suites='' shards=1
email='' zip='' invoke=yes dry=''
overrides=()
while [ $# -gt 0 ]; do
    case $1 in
        --no-invoke) invoke='' ;;
        --dry-run) dry=yes ;;
        -h | --help) usage && exit 0 ;;
        --bucket | --extension-layer | --stack | --region | --suite | --suites | --shards | --email | --set | --zip)
            [ $# -ge 2 ] || fail "$1 needs a value." "infra/deploy.sh --help lists the options."
            case $1 in
                --bucket) bucket=$2 ;;
                --extension-layer) layer=$2 ;;
                --stack) stack=$2 ;;
                --region) region=$2 ;;
                --suite) suite=$2 ;;
                --suites) suites=$2 ;;
                --shards) shards=$2 ;;
                --email) email=$2 ;;
                --zip) zip=$2 ;;
                --set)
                    [[ $2 == ?*=* ]] || fail "--set $2 has no value." "Say --set KEY=VALUE."
                    overrides+=("$2")
                    ;;
            esac
            shift
            ;;
        *) fail "Unknown option $1." "infra/deploy.sh --help lists the options." ;;
    esac
    shift
done

[ -n "$bucket" ] || fail "No bucket is named." "Make one in the stack's region (aws s3 mb s3://NAME) and name it: --bucket NAME."
[ -n "$layer" ] || fail "No extension layer is named, so the function would have no keys." \
    "Its ARN differs by region (infra/README.md): --extension-layer ARN, or none when no provider needs a key."
[[ $suite =~ ^[A-Za-z0-9._-]+$ ]] || fail "'$suite' is no name of a suite." "Say its file's name without the extension."
[[ $shards =~ ^[1-9][0-9]{0,4}$ ]] || fail "--shards must be a whole number from 1, not $shards."
[[ $stack =~ ^[A-Za-z][A-Za-z0-9-]{0,59}$ ]] || fail "'$stack' is no name of a stack." "Letters, digits and dashes, a letter first."
[ -z "$suites" ] || [ -d "$suites" ] || fail "There is no folder $suites."
[ -z "$zip" ] || [ -f "$zip" ] || fail "There is no file $zip."

# names of files are the caller's, everything else is in the repository
[ -z "$suites" ] || suites=$(cd "$suites" && pwd)
[ -z "$zip" ] || zip=$(cd "$(dirname "$zip")" && pwd)/$(basename "$zip")
cd "$(dirname "$0")/.."
work=target/deploy

# prints a command as it can be pasted, and runs it unless that was all
run() {
    printf '+' >&2
    printf ' %q' "$@" >&2
    printf '\n' >&2
    [ -n "$dry" ] || "$@"
}

# the same for a line of shell
run_line() {
    echo "+ $1" >&2
    [ -n "$dry" ] || eval "$1"
}

in_region() {
    if [ -n "$region" ]; then aws --region "$region" "$@"; else aws "$@"; fi
}

run_aws() {
    if [ -n "$region" ]; then run aws --region "$region" "$@"; else run aws "$@"; fi
}

# asks without changing anything; in a dry run nobody answers
ask() {
    if [ -n "$dry" ]; then run_aws "$@"; else in_region "$@"; fi
}

require_tools() {
    command -v aws >/dev/null || fail "There is no aws command." \
        "Install the AWS CLI and sign in, or see what would be done: --dry-run." 69
    [ -z "$suites" ] || command -v zip >/dev/null || fail "There is no zip command, which --suites needs." "" 69
}

require_bucket() {
    local answer
    if [ -n "$dry" ]; then
        ask s3api head-bucket --bucket "$bucket"
        return
    fi
    answer=$(ask s3api head-bucket --bucket "$bucket" 2>&1) && return
    case $answer in
        *404* | *"Not Found"* | *NoSuchBucket*)
            fail "There is no bucket $bucket." "Make it: aws s3 mb s3://$bucket${region:+ --region $region}" 1 ;;
        *403* | *Forbidden*)
            fail "The bucket $bucket is not yours to use." "All the world shares the names of buckets: take another one." 1 ;;
        *301*) fail "The bucket $bucket is in another region." "A stack takes its code from its own region." 1 ;;
    esac
    echo "$answer" >&2
    fail "The bucket $bucket can't be asked for, see above." "Are you signed in? Try: aws sts get-caller-identity" 1
}

build() {
    if [ -z "$zip" ]; then
        run mvn -q package -Plambda -DskipTests
        zip=target/lambda/function.zip
    fi
    [ -n "$suites" ] || return 0
    run rm -rf "$work"
    run mkdir -p "$work/zip"
    run cp "$zip" "$work/function.zip"
    run cp -pR "$suites" "$work/zip/suites"
    run_line "(cd $work/zip && find suites -type f | LC_ALL=C sort | zip -q -X -@ ../function.zip)"
    zip=$work/function.zip
}

short_hash() {
    if command -v sha256sum >/dev/null; then sha256sum; else shasum -a 256; fi | cut -c 1-16
}

# a name for the code, and one for all that makes a new version of the function
name_release() {
    code=hash-of-zip release=hash-of-zip-template-and-parameters
    [ -z "$dry" ] || return 0
    [ -f "$zip" ] || fail "The build made no $zip." "" 1
    code=$(short_hash <"$zip")
    release=$({
        echo "$code" "${overrides[@]}"
        cat infra/template.yaml
    } | short_hash)
}

# what is there under a name that says what it holds need not be sent again
upload() {
    local file=$1 key=$2
    [ -z "$dry" ] || ask s3api head-object --bucket "$bucket" --key "$key"
    if [ -z "$dry" ] && ask s3api head-object --bucket "$bucket" --key "$key" >/dev/null 2>&1; then
        echo "s3://$bucket/$key is there already" >&2
    else
        run_aws s3 cp --only-show-errors "$file" "s3://$bucket/$key"
    fi
}

upload_shards() {
    [ "$shards" -gt 1 ] || return 0
    run_line "for i in \$(seq $shards); do echo '{\"suite\":\"$suite\",\"shard\":\"'\$i'/$shards\"}'; done > $work/shards.jsonl"
    upload "$work/shards.jsonl" "shards/$suite-$shards.jsonl"
}

deploy() {
    run_line "sed s/FunctionVersionRELEASE/FunctionVersion$release/ infra/template.yaml > $work/template.yaml"
    run_aws cloudformation deploy --stack-name "$stack" --template-file "$work/template.yaml" \
        --capabilities CAPABILITY_IAM --no-fail-on-empty-changeset --parameter-overrides \
        "CodeBucket=$bucket" "CodeKey=code/$code.zip" "Release=$release" "${overrides[@]}"
}

output() {
    [ -z "$dry" ] || echo "<$1>"
    ask cloudformation describe-stacks --stack-name "$stack" --output text \
        --query "Stacks[0].Outputs[?OutputKey=='$1'].OutputValue"
}

# a whole run in shards is the state machine's; the first of them shows that the function lives
smoke() {
    local event error
    event="{\"suite\":\"$suite\"}"
    [ "$shards" -eq 1 ] || event="{\"suite\":\"$suite\",\"shard\":\"1/$shards\",\"run\":\"deploy-$release\"}"
    run_line "echo '$event' > $work/event.json"
    # fileb: both versions of the CLI send the bytes as they are; a second try would cost twice
    error=$(AWS_MAX_ATTEMPTS=1 run_aws lambda invoke --function-name "$function" --cli-read-timeout 910 \
        --payload "fileb://$work/event.json" --query FunctionError --output text "$work/answer.json")
    [ -z "$dry" ] || return 0
    cat "$work/answer.json"
    echo
    [[ -z $error || $error == None ]] || fail "The stack is deployed, but the suite $suite did not pass ($error)." \
        "The answer is above. A new stack has no keys yet: put them into the secret and run this again." 1
    echo "The suite $suite ran, its answer is above." >&2
}

tell() {
    local place
    place=$(sed -n 's/.*lambda-url\.\([a-z0-9-]*\)\.on\.aws.*/\1/p' <<<"$url")
    [ -n "$place" ] || place=${region:-REGION}
    echo
    echo "The function answers at $url, for callers that IAM lets pass."
    [ "$layer" = none ] || echo "It takes keys from a secret, by the names of their environment variables:
  aws secretsmanager put-secret-value --region $place --secret-id '$secret' --secret-string '{\"OPENAI_API_KEY\":\"…\"}'"
    cat <<TELL
Ask it:
  eval "\$(aws configure export-credentials --format env)"
  curl -N --aws-sigv4 aws:amz:$place:lambda --user "\$AWS_ACCESS_KEY_ID:\$AWS_SECRET_ACCESS_KEY" \\
    -H "x-amz-security-token: \$AWS_SESSION_TOKEN" -H 'content-type: application/json' \\
    -d '{"provider":"openai","prompt":"Why is the sky blue?","stream":true}' '${url%/}/v1/completions'
TELL
}

[ -n "$dry" ] || require_tools
require_bucket
# what is not named here keeps the value that the stack has
overrides+=("ExtensionLayer=$layer" "Suite=$suite" "Shards=$shards")
if [ -n "$suites" ]; then overrides+=("SuiteFolder=/var/task/suites"); else overrides+=("SuiteFolder=none"); fi
[ -z "$email" ] || overrides+=("AlarmEmail=$email")
build
run mkdir -p "$work"
name_release
upload "$zip" "code/$code.zip"
upload_shards
deploy
function=$(output FunctionArn)
url=$(output FunctionUrl)
secret=$(output KeysSecret)
tell
[ -z "$invoke" ] || smoke
