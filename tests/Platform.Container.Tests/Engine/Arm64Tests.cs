using System.Formats.Tar;
using Platform.Container.Tests.Support;

namespace Platform.Container.Tests.Engine;

/// <summary>
/// The image for arm64, built and run by emulation: CONTAINER_TEST_ARCHITECTURE=arm64 ./test.sh container, on an engine that
/// emulates arm64 and has the base images for it.
/// </summary>
[Collection(Image.Collection)]
public sealed class Arm64Tests(Image image)
{
    /// <summary>.NET's own files come from the runtime's image, and one of them needs LTTng where that is installed.</summary>
    private const string Runtime = "usr/share/dotnet/";

    /// <summary>Read from the image's files, not asked of its loader: a thousand starts of that take emulation an hour.</summary>
    [EngineFact(Architecture = "arm64")]
    public async Task Every_native_file_is_aarch64_and_every_library_it_needs_is_there()
    {
        Assert.Equal("arm64", await Docker.ReadAsync("image", "inspect", "--format", "{{.Architecture}}", image.Tag));
        var (native, names) = await FilesAsync();

        Assert.InRange(native.Count, 800, 5000);
        Assert.Equal([], native.Where(f => f.Elf.Machine != ElfFile.AArch64).Select(f => f.Path));
        Assert.Equal([], native.SelectMany(f => f.Elf.Needed.Where(n => !names.Contains(n)).Select(n => $"{f.Path} needs {n}")));
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

    private async Task<(List<(string Path, ElfFile Elf)> Native, HashSet<string> Names)> FilesAsync()
    {
        using var folder = new TemporaryFolder(world: false);
        var archive = Path.Combine(folder.Path, "image.tar");
        var container = await Docker.ReadAsync("create", "--platform", "linux/arm64", image.Tag);
        try
        {
            (await Docker.LongAsync(["export", "--output", archive, container])).Succeeded();
        }
        finally
        {
            await Docker.RunAsync("rm", "--volumes", container);
        }

        var (native, names) = (new List<(string, ElfFile)>(), new HashSet<string>());
        await using var tar = new TarReader(File.OpenRead(archive));
        while (await tar.GetNextEntryAsync() is { } entry)
        {
            names.Add(Path.GetFileName(entry.Name));
            if (entry.DataStream is not { Length: > 64 } data || entry.Name.StartsWith(Runtime, StringComparison.Ordinal)) continue;
            var bytes = new byte[data.Length];
            await data.ReadExactlyAsync(bytes);
            if (ElfFile.Read(bytes) is { } elf) native.Add((entry.Name, elf));
        }

        return (native, names);
    }

    private Task<string> InsideAsync(string script) =>
        Docker.ReadAsync("run", "--rm", "--platform", "linux/arm64", "--tmpfs", "/tmp", "--user", "0", "--entrypoint", "bash", image.Tag, "-c", script);
}
