using Xunit.Abstractions;
using Xunit.Sdk;

namespace Platform.Container.Tests.Support;

/// <summary>
/// A test that needs a container engine. Where none answers it does not exist, and <see cref="Engine.EngineTests"/> is skipped
/// once for them all.
/// </summary>
[XunitTestCaseDiscoverer("Platform.Container.Tests.Support.EngineFactDiscoverer", "Platform.Container.Tests")]
[AttributeUsage(AttributeTargets.Method)]
public sealed class EngineFactAttribute : FactAttribute
{
    /// <summary>The processor whose image it looks at.</summary>
    public string Architecture { get; init; } = "amd64";
}

/// <summary>Finds the tests of <see cref="EngineFactAttribute"/>.</summary>
public sealed class EngineFactDiscoverer(IMessageSink sink) : IXunitTestCaseDiscoverer
{
    /// <summary>The processor that is tested, amd64 unless CONTAINER_TEST_ARCHITECTURE says arm64: an engine often has base images for one only.</summary>
    public static string Architecture { get; } = Environment.GetEnvironmentVariable("CONTAINER_TEST_ARCHITECTURE") ?? "amd64";

    public IEnumerable<IXunitTestCase> Discover(ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute) =>
        Docker.WhyNot is null && factAttribute.GetNamedArgument<string>(nameof(EngineFactAttribute.Architecture)) == Architecture
            ? [new XunitTestCase(sink, discoveryOptions.MethodDisplayOrDefault(), discoveryOptions.MethodDisplayOptionsOrDefault(), testMethod)]
            : [];
}
