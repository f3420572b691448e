using Platform.Container.Tests.Support;

namespace Platform.Container.Tests.Engine;

public sealed class EngineTests
{
    /// <summary>Stands for all tests of the image where they cannot run.</summary>
    [OneSkip]
    public async Task A_container_engine_answers() => Assert.NotEmpty(await Docker.ReadAsync("version", "--format", "{{.Server.Version}}"));

    [AttributeUsage(AttributeTargets.Method)]
    private sealed class OneSkipAttribute : FactAttribute
    {
        public OneSkipAttribute()
        {
            if (Docker.WhyNot is { } reason) Skip = $"The image and its stack are not tested: {reason}";
        }
    }
}
