/** What a customer wrote, as an agent gets it: about 150 words, facts and steps tried in between. */
export const mail = `Hello support team,

I bought the Mi Buds 4 Pro about three weeks ago and until Sunday they worked without any trouble. Since then I cannot get them to connect to my phone any more. I have a Samsung Galaxy S24 with Android 14 and One UI. When I open the case, the light on the left bud comes on as usual, but it is dark on the right bud. The phone searches for ages and never finds them.

This is what I have done so far: I forgot the device in the Bluetooth settings, I restarted my phone twice, and I left the case charging overnight. None of this made any difference.

I need them for my work every day, because I am on calls most of the time, and I would rather not send them back. Could you please tell me what else I can do? I would be very grateful for a quick answer.

Kind regards,
M. K.`;
