import { allowedHead } from './answer-rules.js';

const head = {
  status: 200,
  headers: { 'x-a': 'b', 'access-control-allow-origin': '*', 'set-cookie': 'a=b', 'clear-site-data': '"cookies"' },
  cookies: ['c=d'],
};

it('leaves a function of its own host everything', () => {
  expect(allowedHead(head, { ownCors: false, sharesHost: false })).toEqual(head);
});

it('takes rules for other origins from a function whose URL has them', () => {
  expect(allowedHead(head, { ownCors: true, sharesHost: false }).headers).not.toHaveProperty('access-control-allow-origin');
});

it('lets no function of a shared host touch the cookies of that host', () => {
  expect(allowedHead(head, { ownCors: false, sharesHost: true })).toEqual({
    status: 200,
    headers: { 'x-a': 'b', 'access-control-allow-origin': '*' },
    cookies: [],
  });
});
