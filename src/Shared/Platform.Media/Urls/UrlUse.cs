namespace Platform.Media.Urls;

/// <summary>What a URL is for; decides which schemes it may have.</summary>
public enum UrlUse
{
    /// <summary>Something fetched by HTTP: <see cref="UrlGuardOptions.AllowedSchemes"/>.</summary>
    Web,

    /// <summary>An audio stream: also <see cref="UrlGuardOptions.StreamSchemes"/>.</summary>
    Stream,
}
