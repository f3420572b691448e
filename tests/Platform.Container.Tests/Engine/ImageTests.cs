using System.Globalization;
using System.Text.RegularExpressions;
using Platform.Container.Tests.Support;

namespace Platform.Container.Tests.Engine;

/// <summary>What is in the image, and what is not.</summary>
[Collection(Image.Collection)]
public sealed partial class ImageTests(Image image)
{
    /// <summary>docs/container.md states 736 MB; more than this is a part that nobody weighed.</summary>
    private const long MostBytes = 780_000_000;

    /// <summary>.NET's own provider for LTTng, which is loaded only where LTTng is installed.</summary>
    private static readonly string[] Optional = ["libcoreclrtraceptprovider.so"];

    [EngineFact]
    public async Task It_names_a_user_without_rights_a_health_check_its_volumes_and_what_it_is()
    {
        Assert.Matches(@"^[1-9]\d*:[1-9]\d*$", await InspectAsync("{{.Config.User}}"));
        Assert.Equal("[CMD platform health]", await InspectAsync("{{.Config.Healthcheck.Test}}"));
        Assert.Equal("map[/data:{} /models:{}]", await InspectAsync("{{.Config.Volumes}}"));
        Assert.Equal("[tini -- platform]", await InspectAsync("{{.Config.Entrypoint}}"));
        foreach (var label in (string[])["title", "description", "licenses", "version", "revision", "base.name"])
        {
            Assert.NotEmpty(await InspectAsync($"{{{{index .Config.Labels \"org.opencontainers.image.{label}\"}}}}"));
        }
    }

    [EngineFact]
    public async Task It_is_no_larger_than_stated() =>
        Assert.InRange(long.Parse(await InspectAsync("{{.Size}}"), CultureInfo.InvariantCulture), 1, MostBytes);

    [EngineFact]
    public async Task No_secret_is_in_its_history_or_environment()
    {
        var told = await Docker.ReadAsync("history", "--no-trunc", "--format", "{{.CreatedBy}}", image.Tag) + await InspectAsync("{{.Config.Env}}");
        Assert.DoesNotMatch(SecretName(), told);
    }

    [EngineFact]
    public async Task No_compiler_no_sudo_no_package_lists_and_no_program_that_changes_users_is_left()
    {
        var found = await InsideAsync(
            """
            for p in gcc cc g++ make ld sudo curl git dotnet-sdk; do command -v $p; done
            ls -A /var/lib/apt/lists /usr/share/dotnet/sdk 2>/dev/null | grep -v ':$' | grep .
            ls /var/cache/apt/archives/*.deb /var/cache/apt/*.bin 2>/dev/null
            find / -xdev -perm /6000 -type f 2>/dev/null
            find /app -name '*.pdb' -o -name 'appsettings.*.json' -o -name '*.cs'
            true
            """);
        Assert.Equal("", found);
    }

    [EngineFact]
    public async Task No_native_file_lacks_a_library()
    {
        var lines = (await InsideAsync(
            """
            find / -xdev -type f \( -name '*.so' -o -name '*.so.*' -o -perm /111 \) ! -path '/proc/*' 2>/dev/null |
              while IFS= read -r f; do if [ "$(od -An -N4 -tx1 "$f" 2>/dev/null)" = " 7f 45 4c 46" ]; then echo "$f"; fi; done >/tmp/native
            echo "files $(wc -l </tmp/native)"
            xargs -a /tmp/native ldd 2>/dev/null | awk '/:$/ { file = $0 } /not found/ { print file, $0 }'
            """)).Split('\n');
        Assert.InRange(int.Parse(lines[0].Split(' ')[1], CultureInfo.InvariantCulture), 800, 5000);
        Assert.DoesNotContain(lines[1..], line => !Optional.Any(o => line.Contains(o, StringComparison.Ordinal)));
    }

    [EngineFact]
    public async Task Every_program_it_promises_runs()
    {
        var versions = await InsideAsync(
            """
            ffmpeg -version | head -1
            mpg123 --version
            pg_dump --version
            espeak-ng --version
            flite --version 2>&1 | grep -i version
            ls /usr/share/pocketsphinx/model/en-us/en-us/mdef
            ls /usr/lib/*/vlc/plugins/plugins.dat /usr/lib/*/libvlc.so.5 /usr/lib/*/libpocketsphinx.so.3
            zdump Europe/Vienna
            """);
        foreach (var expected in (string[])["ffmpeg version", "mpg123 1", "pg_dump (PostgreSQL)", "eSpeak NG", "flite", "mdef", "plugins.dat", "libvlc.so.5", "libpocketsphinx.so.3", "CE"])
        {
            Assert.Contains(expected, versions, StringComparison.OrdinalIgnoreCase);
        }
    }

    private Task<string> InspectAsync(string format) => Docker.ReadAsync("image", "inspect", "--format", format, image.Tag);

    private Task<string> InsideAsync(string script) => Docker.ReadAsync("run", "--rm", "--tmpfs", "/tmp", "--user", "0", "--entrypoint", "bash", image.Tag, "-c", script);

    [GeneratedRegex("(password|token|secret|api_?key)=[^$ ]", RegexOptions.IgnoreCase)]
    private static partial Regex SecretName();
}
