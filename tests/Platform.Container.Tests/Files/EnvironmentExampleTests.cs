using System.Text.RegularExpressions;
using Platform.Container.Tests.Support;

namespace Platform.Container.Tests.Files;

/// <summary>.env.example and the compose files tell of the same variables.</summary>
public sealed partial class EnvironmentExampleTests
{
    private static readonly string[] Composes = ["compose.yaml", "compose.gpu.yaml", "compose.override.example.yaml"];

    /// <summary>Docker compose's own, which no file of ours names.</summary>
    private static readonly string[] Own = ["COMPOSE_PROFILES", "COMPOSE_FILE"];

    [Fact]
    public void Every_variable_that_a_compose_file_reads_is_in_the_example_and_no_other()
    {
        var example = Example().Matches(Repository.Read(".env.example")).Select(m => m.Groups[1].Value).ToList();
        Assert.Equal(example.Distinct().Count(), example.Count);
        Assert.Equal(Read().Concat(Own).Distinct().Order(StringComparer.Ordinal), example.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_example_states_the_default_that_the_compose_file_has()
    {
        var stated = Example().Matches(Repository.Read(".env.example")).ToDictionary(m => m.Groups[1].Value, m => m.Groups[2].Value.Trim());
        var differing =
            from file in Composes
            from Match use in Interpolated().Matches(Repository.Read(file))
            where use.Groups[2].Success && stated[use.Groups[1].Value] != use.Groups[2].Value
            select $"{file}: {use.Value}, .env.example: {stated[use.Groups[1].Value]}";
        Assert.Empty(differing);
    }

    [Fact]
    public void Nothing_in_the_example_is_set_so_that_none_is_needed() =>
        Assert.DoesNotMatch(new Regex("^[A-Za-z_]", RegexOptions.Multiline), Repository.Read(".env.example"));

    private static IEnumerable<string> Read() =>
        Composes.Select(Repository.Read).SelectMany(text => Interpolated().Matches(text).Concat(Passed().Matches(text))).Select(m => m.Groups[1].Value);

    [GeneratedRegex(@"^#?([A-Z][A-Za-z0-9_]*)=(.*)$", RegexOptions.Multiline)]
    private static partial Regex Example();

    // ${NAME} and ${NAME:-default}
    [GeneratedRegex(@"\$\{([A-Za-z0-9_]+)(?::-([^}]*))?\}")]
    private static partial Regex Interpolated();

    // "  NAME:" below environment, passed on from the shell or .env
    [GeneratedRegex(@"^\s+(PLATFORM[A-Za-z0-9_]*|OTEL[A-Z_]*):\s*$", RegexOptions.Multiline)]
    private static partial Regex Passed();
}
