using System.Runtime.CompilerServices;
using Platform.Host.Settings;
using Platform.Host.Settings.Documentation;
using Platform.Host.Tests.Support;

namespace Platform.Host.Tests.Settings;

public sealed class ConfigurationDocumentTests : IDisposable
{
    private readonly HostApp _app = HostApp.WithModules();

    public void Dispose() => _app.Dispose();

    [Fact]
    public void The_document_is_what_the_option_classes_say()
    {
        var text = ConfigurationDocument.Render(_app.Get<SettingsCatalog>());
        var file = FileBeside("../../../docs/configuration.md");
        if (Environment.GetEnvironmentVariable("PLATFORM_UPDATE_DOCS") == "1") File.WriteAllText(file, text);
        Assert.True(
            File.Exists(file) && File.ReadAllText(file) == text,
            "docs/configuration.md is out of date: PLATFORM_UPDATE_DOCS=1 dotnet test tests/Platform.Host.Tests --filter ConfigurationDocument");
    }

    [Fact]
    public void Every_setting_says_what_it_does()
    {
        var silent = _app.Get<SettingsCatalog>().All.Where(s => string.IsNullOrWhiteSpace(s.Description)).Select(s => s.Key);
        Assert.Empty(silent);
    }

    private static string FileBeside(string name, [CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, name));
}
