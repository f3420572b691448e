namespace Platform.Media.Urls;

/// <summary>The standard ports of streaming protocols, which <see cref="Uri"/> does not know.</summary>
internal static class StreamPorts
{
    /// <summary>0 for other schemes.</summary>
    public static int Of(string scheme) => scheme switch
    {
        "rtmp" => 1935,
        "rtmps" => 443,
        "rtsp" => 554,
        "rtsps" => 322,
        _ => 0,
    };
}
