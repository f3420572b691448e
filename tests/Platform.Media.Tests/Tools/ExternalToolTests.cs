using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Platform.Media.Tools;

namespace Platform.Media.Tests.Tools;

public sealed class ExternalToolTests
{
    private static readonly TimeSpan Plenty = TimeSpan.FromSeconds(60);
    private readonly ExternalTool _tool = new(TimeProvider.System, NullLogger<ExternalTool>.Instance);

    [Fact]
    public async Task Output_and_arguments_pass_unchanged()
    {
        var result = await RunAsync("printf", "%s|", "a b", "$HOME", "\"'; rm -rf /", "ü");

        Assert.Equal(ToolExit.Ok, result.Exit);
        Assert.Equal(0, result.ExitCode);
        Assert.Equal("a b|$HOME|\"'; rm -rf /|ü|", result.OutputText);
        Assert.Null(result.ToError());
    }

    [Fact]
    public async Task A_failure_quotes_the_last_lines_of_its_error_text()
    {
        var result = await RunAsync("sh", "-c", "for i in 1 2 3 4 5; do echo line $i >&2; done; exit 3");

        Assert.Equal(ToolExit.Failed, result.Exit);
        Assert.Equal(3, result.ExitCode);
        Assert.Equal("sh failed with exit code 3: line 3 / line 4 / line 5", result.Explanation);
        Assert.Equal("tool.failed", result.ToError()?.Code);
    }

    [Fact]
    public async Task A_missing_program_says_what_to_install()
    {
        var result = await _tool.RunAsync(new ToolRequest("no-such-program", []) { Timeout = Plenty, InstallHint = "apt-get install it" }, CancellationToken.None);

        Assert.Equal(ToolExit.NotFound, result.Exit);
        Assert.Equal("no-such-program is not installed: apt-get install it", result.Explanation);
        Assert.Equal("tool.missing", result.ToError()?.Code);
    }

    [Fact]
    public async Task Being_killed_by_a_signal_is_told_from_failing()
    {
        var result = await RunAsync("sh", "-c", "kill -SEGV $$");

        Assert.Equal(ToolExit.Signalled, result.Exit);
        Assert.Equal(11, result.Signal);
        Assert.Contains("SIGSEGV", result.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_flood_of_error_text_keeps_its_end_and_blocks_nothing()
    {
        var request = Request("sh", "-c", "i=0; while [ $i -lt 20000 ]; do echo \"line $i of a flood of error text\" >&2; i=$((i+1)); done; echo done");

        var result = await _tool.RunAsync(request with { MaxErrorBytes = 1000 }, CancellationToken.None);

        Assert.Equal("done\n", result.OutputText);
        Assert.EndsWith("line 19999 of a flood of error text", result.ErrorTail, StringComparison.Ordinal);
        Assert.StartsWith("line ", result.ErrorTail, StringComparison.Ordinal);
        Assert.InRange(result.ErrorTail.Length, 900, 1000);
    }

    [Fact]
    public async Task A_flood_of_output_is_cut_at_the_limit()
    {
        var result = await _tool.RunAsync(Request("head", "-c", "200000000", "/dev/zero") with { MaxOutputBytes = 5000 }, CancellationToken.None);

        Assert.Equal(ToolExit.Ok, result.Exit);
        Assert.Equal(5000, result.Output.Length);
        Assert.True(result.OutputTruncated);
    }

    [Fact]
    public async Task Input_and_output_flow_at_the_same_time()
    {
        var block = new byte[64 << 10];
        long read = 0;
        var request = Request("cat") with
        {
            WriteInput = async (stream, token) =>
            {
                for (var i = 0; i < 500; i++) await stream.WriteAsync(block, token);
            },
            ReadOutput = async (stream, token) =>
            {
                var buffer = new byte[10_000];
                int count;
                while ((count = await stream.ReadAsync(buffer, token)) > 0) read += count;
                return true;
            },
        };

        var result = await _tool.RunAsync(request, CancellationToken.None);

        Assert.Equal(ToolExit.Ok, result.Exit);
        Assert.Equal(500 * block.Length, read);
    }

    [Fact]
    public async Task A_program_that_does_not_read_its_input_is_no_failure()
    {
        var request = Request("true") with
        {
            WriteInput = async (stream, token) =>
            {
                while (true) await stream.WriteAsync(new byte[64 << 10], token);
            },
        };

        Assert.Equal(ToolExit.Ok, (await _tool.RunAsync(request, CancellationToken.None)).Exit);
    }

    [Fact]
    public async Task A_reader_that_has_enough_stops_the_program()
    {
        var request = Request("yes") with
        {
            ReadOutput = async (stream, token) =>
            {
                await stream.ReadExactlyAsync(new byte[1000], token);
                return false;
            },
        };

        var result = await _tool.RunAsync(request, CancellationToken.None);

        Assert.Equal(ToolExit.Ok, result.Exit);
        Assert.InRange(result.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task A_program_that_hangs_is_killed_with_all_it_started()
    {
        var pids = await FamilyAsync(request => _tool.RunAsync(request with { Timeout = TimeSpan.FromSeconds(2) }, CancellationToken.None), ToolExit.TimedOut);

        Assert.Equal(3, pids.Count);
        Assert.All(pids, AssertGone);
    }

    [Fact]
    public async Task Cancellation_kills_all_that_was_started()
    {
        using var cancel = new CancellationTokenSource(TimeSpan.FromSeconds(2));

        var pids = await FamilyAsync(request => _tool.RunAsync(request, cancel.Token), ToolExit.Cancelled);

        Assert.Equal(3, pids.Count);
        Assert.All(pids, AssertGone);
    }

    [Fact]
    public async Task What_a_program_leaves_behind_does_not_hold_up_the_answer()
    {
        var result = await RunAsync("sh", "-c", "sleep 300 & echo $!");

        Assert.Equal(ToolExit.Ok, result.Exit);
        Assert.InRange(result.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(20));
        AssertGone(int.Parse(result.OutputText, CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task A_descendant_in_a_session_of_its_own_does_not_hold_up_the_answer()
    {
        var result = await RunAsync("sh", "-c", "setsid sleep 40 & echo done");

        Assert.Equal(ToolExit.Ok, result.Exit);
        Assert.Equal("done\n", result.OutputText);
        Assert.InRange(result.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_fault_of_the_callers_own_code_is_thrown_and_the_program_killed()
    {
        var pid = 0;
        var request = Request("sh", "-c", "echo $$; exec sleep 300") with
        {
            ReadOutput = async (stream, token) =>
            {
                var buffer = new byte[100];
                var read = await stream.ReadAsync(buffer, token);
                pid = int.Parse(Encoding.ASCII.GetString(buffer, 0, read), CultureInfo.InvariantCulture);
                throw new InvalidDataException("not what was expected");
            },
        };

        await Assert.ThrowsAsync<InvalidDataException>(() => _tool.RunAsync(request, CancellationToken.None));
        AssertGone(pid);
    }

    [Fact]
    public async Task Environment_and_folder_are_set()
    {
        var folder = Directory.CreateTempSubdirectory("platform-tool-").FullName;
        var request = Request("sh", "-c", "echo \"$GREETING ${HOME-none}\"; pwd") with
        {
            WorkingDirectory = folder,
            Environment = new Dictionary<string, string?> { ["GREETING"] = "hello", ["HOME"] = null },
        };

        Assert.Equal($"hello none\n{folder}\n", (await _tool.RunAsync(request, CancellationToken.None)).OutputText);
        Directory.Delete(folder);
    }

    [Fact]
    public async Task A_hundred_at_once_leave_no_zombie_and_no_waiting_thread_each()
    {
        var threads = ThreadPool.ThreadCount;
        var request = Request("sleep", "3");

        var running = Enumerable.Range(0, 100).Select(_ => _tool.RunAsync(request, CancellationToken.None)).ToArray();
        await Task.WhenAny(running);
        var during = ThreadPool.ThreadCount;
        var results = await Task.WhenAll(running);

        Assert.All(results, result => Assert.Equal(ToolExit.Ok, result.Exit));
        Assert.InRange(during - threads, -100, 60);
        Assert.DoesNotContain(Children(), child => child.State == 'Z');
    }

    // A shell, its child, and a grandchild whose parent has ended. They ignore polite signals.
    private static async Task<IReadOnlyList<int>> FamilyAsync(Func<ToolRequest, Task<ToolResult>> run, ToolExit expected)
    {
        const string Script = "trap '' TERM INT HUP; echo $$; sh -c 'sleep 300 & echo $!'; sleep 300 & echo $!; wait";
        var result = await run(Request("sh", "-c", Script));
        Assert.Equal(expected, result.Exit);
        return [.. result.OutputText.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => int.Parse(line, CultureInfo.InvariantCulture))];
    }

    // An orphan's entry lasts until init has reaped it; a zombie no longer runs.
    private static void AssertGone(int pid)
    {
        for (var i = 0; i < 50 && State(pid) is not (null or 'Z'); i++) Task.Delay(100).GetAwaiter().GetResult();
        Assert.True(State(pid) is null or 'Z', $"Process {pid} still runs.");
    }

    private static char? State(int pid)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            return stat[stat.LastIndexOf(')') + 2];
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static IEnumerable<(int Pid, char State)> Children()
    {
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var pid) || State(pid) is not { } state) continue;
            var status = File.ReadAllText($"/proc/{pid}/status");
            if (status.Contains($"PPid:\t{Environment.ProcessId}\n", StringComparison.Ordinal)) yield return (pid, state);
        }
    }

    private static ToolRequest Request(string program, params string[] arguments) => new(program, arguments) { Timeout = Plenty };

    private Task<ToolResult> RunAsync(string program, params string[] arguments) => _tool.RunAsync(Request(program, arguments), CancellationToken.None);
}
