using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Platform.Host.Tests.Support;

internal static class Answers
{
    /// <summary>The answer is problem details with this status and code.</summary>
    public static async Task AssertProblemAsync(this HttpResponseMessage answer, HttpStatusCode status, string code)
    {
        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(code, problem.GetProperty("code").GetString());
        Assert.False(string.IsNullOrWhiteSpace(problem.GetProperty("detail").GetString()));
    }

    public static Task<JsonElement> GetJsonAsync(this HttpClient client, string url) => client.GetFromJsonAsync<JsonElement>(new Uri(url, UriKind.Relative));

    public static Task<HttpResponseMessage> PostJsonAsync(this HttpClient client, string url, object body) => client.PostAsJsonAsync(new Uri(url, UriKind.Relative), body);
}
