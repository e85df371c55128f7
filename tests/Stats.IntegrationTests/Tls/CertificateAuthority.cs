using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Launcher;

namespace Stats.IntegrationTests.Tls;

/// <summary>A certificate authority that only the tests know. Its files are in a folder of the caller.</summary>
internal sealed class CertificateAuthority : IDisposable
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    private readonly string _folder;
    private readonly X509Certificate2 _certificate;

    public CertificateAuthority(string folder)
    {
        _folder = folder;
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Authority of a test of Stats", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        _certificate = request.CreateSelfSigned(FromNow(-20), FromNow(20));
        CertificateFile = Write("authority.crt", _certificate.ExportCertificatePem());
    }

    /// <summary>Its certificate, for programs that shall trust it.</summary>
    public string CertificateFile { get; }

    /// <summary>Issues a certificate for a server at 127.0.0.1.</summary>
    /// <param name="name">The name of its files.</param>
    /// <param name="from">The first day on which it is valid, counted from today.</param>
    /// <param name="until">The last one.</param>
    public TlsFiles Issue(string name, int from, int until)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        var usages = new OidCollection { new Oid(ServerAuthentication) };
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension(usages, critical: false));
        using var certificate = request.Create(_certificate, FromNow(from), FromNow(until), RandomNumberGenerator.GetBytes(8));
        return new TlsFiles(Write($"{name}.crt", certificate.ExportCertificatePem()), Write($"{name}.key", key.ExportPkcs8PrivateKeyPem()));
    }

    public void Dispose() => _certificate.Dispose();

    private static DateTimeOffset FromNow(int days) => TimeProvider.System.GetUtcNow().AddDays(days);

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
