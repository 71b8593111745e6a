# What a contributor does, by its name. build.sh is the same for Linux and macOS.
#
# There is no param block: with one, PowerShell takes -p:Version=1.0.0 for a parameter of the script. Without, it hands it over in two
# pieces, which are put together here. In calls of a function it treats -- and -p: the same way, unless they stand in quotes.
$words = @()
foreach ($word in $args) {
    if ($words.Count -gt 0 -and $words[-1] -match '^(-\w+:|-p)$') { $words[-1] = $words[-1].TrimEnd(':') + ":$word" }
    else { $words += [string] $word }
}
$verb = if ($words.Count -gt 0) { $words[0] } else { 'help' }
$rest = @($words | Select-Object -Skip 1)

$ErrorActionPreference = 'Stop'
Set-Location $PSScriptRoot

function Invoke-Dotnet {
    & dotnet @args
    if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
}

switch ($verb) {
    'test' {
        if ($rest.Count -eq 0) { Invoke-Dotnet test; break }
        $project = "tests/$($rest[0])"
        $options = @($rest | Select-Object -Skip 1)
        Invoke-Dotnet build $project --verbosity quiet --nologo
        Invoke-Dotnet run --project $project --no-build '--' @options
    }
    'snapshots' {
        Invoke-Dotnet build tests/Generator.Tests --verbosity quiet --nologo
        & dotnet run --project tests/Generator.Tests --no-build -- --filter-class '*SnapshotTests'
        Get-ChildItem tests/Generator.Tests/Snapshots/*.received.cs |
            ForEach-Object { Move-Item $_ ($_.FullName -replace '\.received\.cs$', '.verified.cs') -Force -Verbose }
        Invoke-Dotnet build tests/Analyzers.Tests --verbosity quiet --nologo
        $env:UPDATE_DOCS = '1'
        try { Invoke-Dotnet run --project tests/Analyzers.Tests --no-build '--' --filter-class '*RuleTableTests' }
        finally { Remove-Item env:UPDATE_DOCS }
    }
    'pictures' { Invoke-Dotnet run --project eng/Pictures '--' @rest }
    'bench' { Invoke-Dotnet run --project tests/Benchmarks --configuration Release '--' --quick @rest }
    'pack' { Invoke-Dotnet pack runtime --configuration Release --output artifacts '-p:ContinuousIntegrationBuild=true' @rest }
    'fuzz' {
        if ($rest.Count -eq 0) { $rest = '--trees', '10000' }
        Invoke-Dotnet run --project tests/StateModel.Tests --configuration Release '--' @rest
    }
    'type' {
        if ($rest.Count -eq 0) { $rest = '--minutes', '10' }
        Invoke-Dotnet run --project tests/Typing.Tests --configuration Release '--' @rest
    }
    default {
        Write-Host @'
Usage: ./build.ps1 VERB [options of the program behind it]

  test [PROJECT]   all tests, or those of tests/PROJECT: ./build.ps1 test Analyzers.Tests --filter-class "*TSG1003*"
  snapshots        accepts what the generator writes now, and rewrites the table of docs/rules.md
  pictures         renders the pictures of README from what samples and rules print now
  bench            the benchmarks, as BENCHMARKS.md has them: ./build.ps1 bench --write
  pack             the package, into artifacts/
  fuzz             random trees of modules: ./build.ps1 fuzz --trees 50000
  type             random typing in module files: ./build.ps1 type --minutes 60
'@
        if ($verb -notin 'help', '--help', '-h') { exit 2 }
    }
}
