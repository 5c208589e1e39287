#!/usr/bin/env bash
# Deploys the function to AWS Lambda: builds and uploads the zip, deploys infra/template.yaml, runs the suite once, and prints
# how to call the function. A second run updates only what changed. See infra/README.md.
set -euo pipefail

usage() {
    cat <<'USAGE'
Usage: infra/deploy.sh --bucket NAME --extension-layer ARN|none [options]

  --bucket NAME           bucket for the zip, in the region of the stack; it must exist
  --extension-layer ARN   Parameters and Secrets extension of the region (infra/README.md), which provides API keys; or none
  --stack NAME            name of the stack, and prefix of its resources (llm-test-bench)
  --region REGION         AWS region (AWS_REGION, or the configuration of the aws command)
  --suite NAME            suite that the schedule runs, built in or from --suites (openai)
  --suites FOLDER         folder of your suites (*.yaml, *.toml, *.json), added to the zip
  --shards N              number of Lambdas that share a scheduled run (1)
  --email ADDRESS         email address for alarms
  --set KEY=VALUE         any other parameter of the template; repeatable
  --zip FILE              deploys this zip instead of building one
  --no-invoke             does not run the suite after the deployment
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
                    [[ $2 == ?*=* ]] || fail "--set $2 has no value." "Use --set KEY=VALUE."
                    overrides+=("$2")
                    ;;
            esac
            shift
            ;;
        *) fail "Unknown option $1." "infra/deploy.sh --help lists the options." ;;
    esac
    shift
done

[ -n "$bucket" ] || fail "No bucket is named." "Create one in the region of the stack (aws s3 mb s3://NAME), then use --bucket NAME."
[ -n "$layer" ] || fail "No extension layer is named. The function needs it to read API keys." \
    "Use --extension-layer ARN; the ARN differs by region (infra/README.md). Use none if no provider needs a key."
[[ $suite =~ ^[A-Za-z0-9._-]+$ ]] || fail "'$suite' is not a name of a suite." "Use the file name without the extension."
[[ $shards =~ ^[1-9][0-9]{0,4}$ ]] || fail "--shards must be a whole number from 1, not $shards."
[[ $stack =~ ^[A-Za-z][A-Za-z0-9-]{0,59}$ ]] || fail "'$stack' is not a name of a stack." "Use letters, digits and dashes, with a letter first."
[ -z "$suites" ] || [ -d "$suites" ] || fail "There is no folder $suites."
[ -z "$zip" ] || [ -f "$zip" ] || fail "There is no file $zip."

# file names are relative to the folder of the caller; everything else is relative to the repository
[ -z "$suites" ] || suites=$(cd "$suites" && pwd)
[ -z "$zip" ] || zip=$(cd "$(dirname "$zip")" && pwd)/$(basename "$zip")
cd "$(dirname "$0")/.."
work=target/deploy

# prints a command so that it can be pasted, and runs it unless this is a dry run
run() {
    printf '+' >&2
    printf ' %q' "$@" >&2
    printf '\n' >&2
    [ -n "$dry" ] || "$@"
}

# the same for a line of shell code
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

# runs a command that changes nothing; a dry run only prints it
query() {
    if [ -n "$dry" ]; then run_aws "$@"; else in_region "$@"; fi
}

require_tools() {
    command -v aws >/dev/null || fail "There is no aws command." \
        "Install the AWS CLI and sign in, or use --dry-run to see the commands." 69
    [ -z "$suites" ] || command -v zip >/dev/null || fail "There is no zip command, which --suites needs." "" 69
}

require_bucket() {
    local answer
    if [ -n "$dry" ]; then
        query s3api head-bucket --bucket "$bucket"
        return
    fi
    answer=$(query s3api head-bucket --bucket "$bucket" 2>&1) && return
    case $answer in
        *404* | *"Not Found"* | *NoSuchBucket*)
            fail "There is no bucket $bucket." "Create it: aws s3 mb s3://$bucket${region:+ --region $region}" 1 ;;
        *403* | *Forbidden*)
            fail "You have no access to the bucket $bucket." "Bucket names are global: use another name." 1 ;;
        *301*) fail "The bucket $bucket is in another region." "Use a bucket in the region of the stack." 1 ;;
    esac
    echo "$answer" >&2
    fail "The bucket $bucket cannot be read: see above." "Check that you are signed in: aws sts get-caller-identity" 1
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

# a hash of the code, and a hash of everything that requires a new version of the function
name_release() {
    code=hash-of-zip release=hash-of-zip-template-and-parameters
    [ -z "$dry" ] || return 0
    [ -f "$zip" ] || fail "The build did not create $zip." "" 1
    code=$(short_hash <"$zip")
    release=$({
        echo "$code" "${overrides[@]}"
        cat infra/template.yaml
    } | short_hash)
}

# the key contains a hash of the content, so an existing object need not be uploaded again
upload() {
    local file=$1 key=$2
    [ -z "$dry" ] || query s3api head-object --bucket "$bucket" --key "$key"
    if [ -z "$dry" ] && query s3api head-object --bucket "$bucket" --key "$key" >/dev/null 2>&1; then
        echo "s3://$bucket/$key exists already" >&2
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
    query cloudformation describe-stacks --stack-name "$stack" --output text \
        --query "Stacks[0].Outputs[?OutputKey=='$1'].OutputValue"
}

# the state machine runs all shards; the first shard shows that the function works
smoke() {
    local event error
    event="{\"suite\":\"$suite\"}"
    [ "$shards" -eq 1 ] || event="{\"suite\":\"$suite\",\"shard\":\"1/$shards\",\"run\":\"deploy-$release\"}"
    run_line "echo '$event' > $work/event.json"
    # fileb: both versions of the CLI send the bytes unchanged; a retry would cost money again
    error=$(AWS_MAX_ATTEMPTS=1 run_aws lambda invoke --function-name "$function" --cli-read-timeout 910 \
        --payload "fileb://$work/event.json" --query FunctionError --output text "$work/answer.json")
    [ -z "$dry" ] || return 0
    cat "$work/answer.json"
    echo
    [[ -z $error || $error == None ]] || fail "The stack is deployed, but the suite $suite did not pass ($error)." \
        "The response is above. A new stack has no API keys yet: put them into the secret, then run this script again." 1
    echo "The suite $suite ran. The response is above." >&2
}

print_usage_of_stack() {
    local place
    place=$(sed -n 's/.*lambda-url\.\([a-z0-9-]*\)\.on\.aws.*/\1/p' <<<"$url")
    [ -n "$place" ] || place=${region:-REGION}
    echo
    echo "The URL of the function is $url. IAM authorizes callers."
    [ "$layer" = none ] || echo "The function reads API keys from a secret, by the names of their environment variables:
  aws secretsmanager put-secret-value --region $place --secret-id '$secret' --secret-string '{\"OPENAI_API_KEY\":\"…\"}'"
    cat <<COMMANDS
To call it:
  eval "\$(aws configure export-credentials --format env)"
  curl -N --aws-sigv4 aws:amz:$place:lambda --user "\$AWS_ACCESS_KEY_ID:\$AWS_SECRET_ACCESS_KEY" \\
    -H "x-amz-security-token: \$AWS_SESSION_TOKEN" -H 'content-type: application/json' \\
    -d '{"provider":"openai","prompt":"Why is the sky blue?","stream":true}' '${url%/}/v1/completions'
COMMANDS
}

[ -n "$dry" ] || require_tools
require_bucket
# other parameters keep the value that the stack has
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
print_usage_of_stack
[ -z "$invoke" ] || smoke
