namespace Platform.Testing.Servers;

/// <summary>What a <see cref="BadHttpServer"/> does to its clients.</summary>
public enum BadBehaviour
{
    /// <summary>Accepts the connection and never says a word.</summary>
    NeverAnswers,

    /// <summary>Sends header lines for ever.</summary>
    EndlessHeaders,

    /// <summary>Closes the connection after reading the request.</summary>
    ClosesWithoutHeaders,

    /// <summary>Sends two seconds of MP3, then nothing, without closing.</summary>
    Stalls,

    /// <summary>Sends two seconds of MP3, then closes.</summary>
    ClosesMidway,

    /// <summary>Sends MP3 at a tenth of the speed it plays at.</summary>
    Trickles,

    /// <summary>Promises 10 GB of MP3 and sends it as fast as the client takes it.</summary>
    EndlessBody,

    /// <summary>Redirects to itself.</summary>
    RedirectLoop,

    /// <summary>Redirects to http://10.255.255.1/.</summary>
    RedirectToPrivate,

    /// <summary>Redirects to a file: URL.</summary>
    RedirectToFile,

    /// <summary>Redirects to a web page.</summary>
    RedirectToPage,

    /// <summary>A playlist of 5,000 lines, none of which exists.</summary>
    HugePlaylist,

    /// <summary>Good MP3 that claims to be a web page.</summary>
    WrongContentType,

    /// <summary>A web page.</summary>
    WebPage,

    /// <summary>Random bytes that claim to be MP3.</summary>
    Garbage,

    /// <summary>200 and an empty body.</summary>
    Empty,

    /// <summary>404.</summary>
    NotFound,

    /// <summary>Good: answers "ICY 200 OK" as Shoutcast 1 does, with titles in-band ("Bad server - Title").</summary>
    Shoutcast,

    /// <summary>Good: MP3 in chunked encoding, the chunks cut where it suits nobody.</summary>
    Chunked,

    /// <summary>Good: 405 to HEAD, MP3 to GET.</summary>
    RefusesHead,
}
