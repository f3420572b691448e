using System.Net;
using System.Text.RegularExpressions;

namespace Platform.Host.Tests.Support;

/// <summary>Opens pages and posts the forms on them, as a browser without scripts does.</summary>
internal sealed partial class Browser(HttpClient client) : IDisposable
{
    public HttpClient Client { get; } = client;

    public Task<HttpResponseMessage> GetAsync(string url) => Client.GetAsync(new Uri(url, UriKind.Relative));

    public async Task<string> ReadAsync(string url)
    {
        using var answer = await GetAsync(url);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }

    public Task<HttpResponseMessage> SignInAsync(string name, string password, string url = "/sign-in", bool keep = false)
    {
        List<(string, string)> fields = [("Input.Name", name), ("Input.Password", password)];
        if (keep) fields.Add(("Input.Keep", "true"));
        return SubmitAsync(url, "sign-in", [.. fields]);
    }

    /// <summary>Opens the page, fills in the form of this name and posts it with the hidden fields it came with.</summary>
    public Task<HttpResponseMessage> SubmitAsync(string url, string form, params (string Name, string Value)[] fields) => SubmitAsync(url, form, url, fields);

    /// <summary>The same for a form that posts to another address than its page's.</summary>
    public async Task<HttpResponseMessage> SubmitAsync(string url, string form, string at, (string Name, string Value)[] fields)
    {
        using var page = await GetAsync(url);
        var html = await page.Content.ReadAsStringAsync();
        var block = Forms().Matches(html).Select(m => m.Value).FirstOrDefault(f => f.Contains($"name=\"_handler\" value=\"{form}\"", StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"{url} answered {(int)page.StatusCode} and has no form '{form}'.");
        var all = Hidden(block).Concat(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));
        return await PostAsync(at, all);
    }

    public Task<HttpResponseMessage> PostAsync(string url, IEnumerable<KeyValuePair<string, string>> fields) =>
        Client.PostAsync(new Uri(url, UriKind.Relative), new FormUrlEncodedContent(fields));

    public void Dispose() => Client.Dispose();

    private static IEnumerable<KeyValuePair<string, string>> Hidden(string html) =>
        HiddenFields().Matches(html).Select(m => KeyValuePair.Create(m.Groups[1].Value, WebUtility.HtmlDecode(m.Groups[2].Value)));

    [GeneratedRegex("<form.*?</form>", RegexOptions.Singleline)]
    private static partial Regex Forms();

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"")]
    private static partial Regex HiddenFields();
}
