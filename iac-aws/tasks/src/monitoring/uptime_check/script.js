const synthetics = require('@aws/synthetics-puppeteer');

const answered = (response) => new Promise((resolve, reject) => {
  const { statusCode } = response;
  response.on('error', reject);
  response.on('end', () => {
    if (statusCode >= 200 && statusCode < 300) resolve();
    else reject(new Error(`answered with status ${statusCode}`));
  });
  response.resume();
});

exports.handler = async () => {
  // Node.js sends no User-Agent, and the common rules of AWS WAF refuse who sends none (NoUserAgent_HEADER).
  const headers = { 'User-Agent': synthetics.getCanaryUserAgentString() };
  for (const { name, url } of JSON.parse(process.env.CHECKS)) {
    const { hostname, pathname, port, protocol, search } = new URL(url);
    const request = { method: 'GET', protocol, hostname, port, path: pathname + search, headers };
    await synthetics.executeHttpStep(name, request, answered, { continueOnHttpStepFailure: true });
  }
};
