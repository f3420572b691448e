using System.Globalization;
using Platform.Container.Tests.Support;

namespace Platform.Container.Tests.Engine;

/// <summary>
/// The image for arm64, built and run by emulation: CONTAINER_TEST_ARCHITECTURE=arm64 ./test.sh container, on an engine that
/// emulates arm64 and has the base images for it.
/// </summary>
[Collection(Image.Collection)]
public sealed class Arm64Tests(Image image)
{
    [EngineFact(Architecture = "arm64")]
    public async Task Every_native_file_is_aarch64_and_lacks_no_library()
    {
        Assert.Equal("arm64", await Docker.ReadAsync("image", "inspect", "--format", "{{.Architecture}}", image.Tag));
        // Bytes 18 and 19 of an ELF file are the machine: b7 00 is AArch64. .NET's own files come from the runtime's image.
        var lines = (await InsideAsync(
            """
            find / -xdev -type f \( -name '*.so' -o -name '*.so.*' -o -perm /111 \) ! -path '/proc/*' ! -path '/usr/share/dotnet/*' 2>/dev/null |
              while IFS= read -r f; do if [ "$(od -An -N4 -tx1 "$f")" = " 7f 45 4c 46" ]; then echo "$(od -An -j18 -N2 -tx1 "$f") $f"; fi; done >/tmp/native
            echo "files $(wc -l </tmp/native)"
            grep -v '^ b7 00 ' /tmp/native
            cut -d' ' -f4- /tmp/native | xargs ldd 2>/dev/null | awk '/:$/ { file = $0 } /not found/ { print file, $0 }'
            true
            """)).Split('\n');
        Assert.InRange(int.Parse(lines[0].Split(' ')[1], CultureInfo.InvariantCulture), 800, 5000);
        Assert.Empty(lines[1..]);
    }

    [EngineFact(Architecture = "arm64")]
    public async Task The_programs_it_calls_run()
    {
        var output = await InsideAsync(
            """
            set -e
            uname -m
            ffmpeg -v error -f lavfi -i sine=440:duration=1 -f mp3 /tmp/tone.mp3 && ffmpeg -v error -i /tmp/tone.mp3 -f s16le - | wc -c
            mpg123 -q -s /tmp/tone.mp3 | wc -c
            espeak-ng -w /tmp/word.wav hello && flite -t hello /tmp/word2.wav && ls -s /tmp/word.wav /tmp/word2.wav
            pg_dump --version
            tini --version
            test -s /usr/lib/aarch64-linux-gnu/vlc/plugins/plugins.dat && echo plugins listed
            """);
        foreach (var expected in (string[])["aarch64", "word.wav", "word2.wav", "pg_dump (PostgreSQL)", "tini version", "plugins listed"]) Assert.Contains(expected, output, StringComparison.Ordinal);
    }

    [EngineFact(Architecture = "arm64")]
    public async Task The_managed_files_are_for_any_processor_unless_compiled_ahead_for_this_one()
    {
        // The machine of a portable executable: two bytes after "PE\0\0", whose place is at 0x3c. 014c is any processor, aa64 (xored
        // with Linux's 7b79 when compiled ahead) this one, 8664 xored would be amd64's.
        var machines = await InsideAsync(
            """
            for f in /app/*.dll; do at=$(od -An -j60 -N4 -tu4 "$f" | tr -d ' '); od -An -j$((at + 4)) -N2 -tx2 "$f"; done | sort | uniq -c
            """);
        Assert.DoesNotContain("fd1d", machines, StringComparison.Ordinal);
        Assert.Contains("014c", machines, StringComparison.Ordinal);
    }

    private Task<string> InsideAsync(string script) =>
        Docker.ReadAsync("run", "--rm", "--platform", "linux/arm64", "--tmpfs", "/tmp", "--user", "0", "--entrypoint", "bash", image.Tag, "-c", script);
}
