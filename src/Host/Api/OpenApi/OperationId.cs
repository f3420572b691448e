using System.Globalization;
using System.Text;

namespace Platform.Host.Api.OpenApi;

/// <summary>Names for operations whose endpoints have none, from method and path.</summary>
internal static class OperationId
{
    /// <summary><c>POST api/v1/streams/{id}:check</c> is <c>postStreamsIdCheck</c>.</summary>
    public static string Of(string method, string path)
    {
        var name = new StringBuilder(method.ToLowerInvariant());
        foreach (var word in Below(path).Split(['/', '{', '}', ':', '-', '.', '_', '*', '?'], StringSplitOptions.RemoveEmptyEntries))
            name.Append(char.ToUpperInvariant(word[0])).Append(word.AsSpan(1));
        return name.ToString();
    }

    /// <summary>The first word below the version: <c>api/v1/api-keys/{id}</c> is of "Api keys".</summary>
    public static string Group(string path)
    {
        var word = Below(path).Split('/', ':')[0].Replace('-', ' ');
        return word.Length == 0 ? "Other" : string.Create(CultureInfo.InvariantCulture, $"{char.ToUpperInvariant(word[0])}{word.AsSpan(1)}");
    }

    private static string Below(string path) => path.StartsWith("api/v1/", StringComparison.Ordinal) ? path["api/v1/".Length..] : path;
}
