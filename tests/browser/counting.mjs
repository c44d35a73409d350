// What comes over the line: a proxy between a browser and the server that counts bytes.
import http from 'node:http';

/** An HTTP proxy that adds up every byte that servers sent, headers included. */
export function startCountingProxy() {
  const sockets = new Set();
  let ended = 0;
  const proxy = http.createServer((asked, answered) => {
    const upstream = http.request(
      asked.url,
      { method: asked.method, headers: asked.headers, agent: false },
      (answer) => {
        answered.writeHead(answer.statusCode, answer.headers);
        answer.pipe(answered);
      },
    );
    upstream.on('socket', (socket) => {
      sockets.add(socket);
      socket.on('close', () => {
        sockets.delete(socket);
        ended += socket.bytesRead;
      });
    });
    upstream.on('error', () => answered.destroy());
    asked.pipe(upstream);
  });
  return new Promise((resolve) => {
    proxy.listen(0, '127.0.0.1', () =>
      resolve({
        url: `http://127.0.0.1:${proxy.address().port}`,
        bytes: () => [...sockets].reduce((sum, socket) => sum + socket.bytesRead, ended),
        // Node 18's close returns nothing to go on from.
        stop: () =>
          new Promise((done) => {
            proxy.close(done);
            proxy.closeAllConnections();
          }),
      }),
    );
  });
}
