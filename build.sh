#!/usr/bin/env bash
# What a contributor does, by its name. build.ps1 is the same for Windows.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

usage() {
  cat <<'TEXT'
Usage: ./build.sh VERB [options of the program behind it]

  test [PROJECT]   all tests, or those of tests/PROJECT: ./build.sh test Analyzers.Tests --filter-class "*TSG1003*"
  snapshots        accepts what the generator writes now, and rewrites the table of docs/rules.md
  pictures         renders the pictures of README from what samples and rules print now
  bench            the benchmarks, as BENCHMARKS.md has them: ./build.sh bench --write
  pack             the package, into artifacts/
  fuzz             random trees of modules: ./build.sh fuzz --trees 50000
  type             random typing in module files: ./build.sh type --minutes 60
TEXT
}

verb=${1:-help}
shift || true
case $verb in
  test)
    if (($# > 0)); then
      project=tests/$1
      shift
      dotnet build "$project" --verbosity quiet --nologo
      dotnet run --project "$project" --no-build -- "$@"
    else
      dotnet test
    fi
    ;;
  snapshots)
    dotnet build tests/Generator.Tests --verbosity quiet --nologo
    dotnet run --project tests/Generator.Tests --no-build -- --filter-class "*SnapshotTests" || true
    for received in tests/Generator.Tests/Snapshots/*.received.cs; do
      [[ -e $received ]] && mv -v "$received" "${received%.received.cs}.verified.cs"
    done
    dotnet build tests/Analyzers.Tests --verbosity quiet --nologo
    UPDATE_DOCS=1 dotnet run --project tests/Analyzers.Tests --no-build -- --filter-class "*RuleTableTests"
    ;;
  pictures) dotnet run --project eng/Pictures -- "$@" ;;
  bench) dotnet run --project tests/Benchmarks --configuration Release -- --quick "$@" ;;
  pack) dotnet pack runtime --configuration Release --output artifacts -p:ContinuousIntegrationBuild=true "$@" ;;
  fuzz)
    (($# > 0)) || set -- --trees 10000
    dotnet run --project tests/StateModel.Tests --configuration Release -- "$@"
    ;;
  type)
    (($# > 0)) || set -- --minutes 10
    dotnet run --project tests/Typing.Tests --configuration Release -- "$@"
    ;;
  help | --help | -h) usage ;;
  *)
    usage >&2
    exit 2
    ;;
esac
