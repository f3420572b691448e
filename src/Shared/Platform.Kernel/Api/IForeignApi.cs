using Microsoft.AspNetCore.Http;
using Platform.Kernel.Results;

namespace Platform.Kernel.Api;

/// <summary>
/// Marks endpoints outside <c>/api</c> whose shape others have set, such as OpenAI's. Limits, caching and the guard against other
/// sites hold for them as for the API; what is refused before the endpoint is reached is told in its own words.
/// </summary>
public interface IForeignApi
{
    /// <summary>Answers that the caller may not pass: 401, 403 or 429. Headers such as <c>Retry-After</c> are set already.</summary>
    Task RefuseAsync(HttpContext context, int status, Error error);
}
