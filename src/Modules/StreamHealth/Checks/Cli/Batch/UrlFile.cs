using Platform.Kernel.Results;

namespace Platform.StreamHealth.Checks.Cli.Batch;

/// <summary>One address a line; an M3U list is such a file too.</summary>
internal static class UrlFile
{
    private const int MostAddresses = 100_000;

    public static async Task<Result<IReadOnlyList<string>>> ReadAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            using var reader = file == "-" ? System.Console.In : File.OpenText(file);
            var urls = new List<string>();
            while (await reader.ReadLineAsync(cancellationToken) is { } line)
            {
                var url = line.Trim('\uFEFF').Trim();
                if (url.Length > 0 && url[0] != '#') urls.Add(url);
                if (urls.Count > MostAddresses) return Error.Invalid("check.url_file", $"{file} has more than {MostAddresses} addresses.");
            }

            return urls.Count > 0 ? urls : Error.Invalid("check.url_file", $"{file} has no address in it: write one a line.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Error.Invalid("check.url_file", $"The file of addresses cannot be read: {e.Message}");
        }
    }
}
