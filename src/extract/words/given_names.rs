//! Given names, which tell a person from a company and a man from a woman.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::phrases;
use super::words;

/// Given names of men, for gender and to tell a person from a company. As written.
pub(super) static MEN: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    words(
        "Aaron Abdallah Abdelaziz Abdelfattah Abdelmadjid Abdou Abdul Abdulaziz Abdullah Abdullahi Abdulrahman Abe \
     Abel Abiy Abraham Adam Adama Adel Adnan Adolf Adrian Agustin Ahmad Ahmed Ahmet Ajay Akihito Akio Akira Al Alain \
     Alan Alastair Albert Alberto Albin Alejandro Aleksandar Aleksander Aleksandr Alessandro Alex Alexander Alexei \
     Alexey Alfonso Alfred Alfredo Alhaji Ali Alistair Allan Allen Alvaro Amadou Amin Amir Amit Amos Anand Anatoly \
     Anders Andre Andreas Andrei Andres Andrew Andrey Andris Andriy Andrzej Andrés Angel Angus Anil Anson Anthony \
     Antoine Anton Antonin Antonio Antony Antti António Anwar Aristide Arkady Armando Armin Arne Arnold Arseniy \
     Arthur Artur Arturo Arun Arvind Asad Ashok Ashraf Asif Aslan Atiku Augusto Axel Ayman Aziz Babar Bakary Balazs \
     Barack Barry Bartosz Bashar Beji Ben Bengt Benigno Benito Benjamin Bernard Bernardo Bernie Bertrand Bhumibol \
     Bill Bjorn Björn Bob Bogdan Bohdan Boris Borislav Brad Branko Brent Brett Brian Bronislaw Bruce Bruno Bryan \
     Burak Caetano Calvin Carl Carlo Carlos Carsten Cecil Cedric Cesar Chaim Charles Chris Christian Christoph \
     Christophe Christopher Claude Claudio Clayton Clement Cliff Clifford Clive Colin Conor Constantin Cornelius \
     Craig Cristian Cristiano Cyril Cyrus César Damian Damien Dan Daniel Daniele Daniil Danilo Danny Danylo Dario \
     Darius Darren Daud Dave David Davit Declan Deepak Dejan Demetrio Denis Dennis Denys Derek Desmond Devendra Dick \
     Didier Diego Dieter Dilip Dimitri Dino Dirk Dmitri Dmitry Dmytro Dominic Don Donald Doug Douglas Duncan Dusan \
     Dwight Eamon Ed Eddie Edgar Edmund Edouard Eduard Eduardo Edward Edwin Efrain Ehud Einar Eitan Ejike Elias Elie \
     Elijah Elliot Elon Emanuel Emeka Emil Emilio Emmanuel Emre Enda Enrique Enzo Ephraim Erdal Eric Erich Erik \
     Ernest Ernesto Ernst Errol Ersin Esteban Ethan Etienne Ettore Eugene Evan Evgeny Evo Fabian Fabio Fadi Faisal \
     Farid Farouk Faruk Faustin Fawzi Fayez Federico Felipe Felix Ferdinand Fernando Fidel Filip Filippo Finn Firas \
     Florian Folke Fouad Francesco Francis Francisco Franco Francois Frank Franz François Fred Frederick Frederik \
     Fredrik Friedrich Fritz Fuad Fumio Fyodor Gabor Gabriel Gareth Garth Gary Gavin Gebran Geir Gene Gennady \
     Geoffrey Georg George Georges Georgy Gerald Gerard Gerardo Gerhard Gert Ghassan Gideon Gilbert Gilberto Gilles \
     Gintautas Giorgi Giorgio Giovanni Girma Giuseppe Glen Glenn Godfrey Goran Gordon Graham Greg Gregory Grigory \
     Grzegorz Guido Guillaume Guillermo Gunnar Gunther Gustav Gustavo Guy Gérard Günter Habib Hadi Haider Hakan \
     Halil Hamad Hamid Hamza Hank Hans Harald Hari Harish Harold Harry Haruhiko Harun Hasan Hashim Hassan Hassane \
     Hector Heinz Helmut Hendrik Henri Henrik Henrique Henry Herbert Hermann Hernan Hernán Hideki Hideo Hirofumi \
     Hiroshi Horacio Horst Howard Hubert Hugh Hugo Humberto Hussein Håkan Héctor Ian Ibrahim Ibrahima Idriss Ignacio \
     Igor Ihor Ilham Ilija Ilya Immanuel Imran Inacio Iqbal Irfan Isaac Isaias Ishaq Ismail Ismaïl Issa Istvan \
     István Itamar Ivan Ivica Ivo Iñigo Jacek Jack Jacob Jacques Jaime Jair Jake Jakob Jakub Jamal James Jan Janez \
     Janis Jaroslav Jaroslaw Jason Javad Javier Jean Jeff Jeffrey Jens Jeremy Jerome Jerry Jerzy Jim Jimmy Jiri Jiří \
     Joachim Joakim Joao Joaquin Joaquín Jochen Joe Joel Johan Johann Johannes John Jon Jonas Jonathan Jordi Jorge \
     Joris Joschka Jose Josef Josep Joseph Joshua Josip José Jovan João Juan Juha Jukka Julian Julio Junaid \
     Junichiro Jurgen Justin Jérôme Jürgen Kaan Kamal Kaoru Karel Karim Karl Karol Kazuo Keiji Keir Keith Kelvin \
     Kemal Ken Kenji Kenneth Kevin Khaled Khalid Khalil Kim Kirill Klaus Knut Kofi Koichi Konstantin Kristian \
     Krzysztof Kurt Kwame Kwasi Kyle Kyriakos Lamberto Larry Lars Lasse Laszlo Laurence Laurent Leandro Lech Lee \
     Leif Lennart Lennox Leon Leonard Leonardo Leonel Leonid Leopoldo Leroy Leszek Levon Lionel Ljubo Lloyd Lorenzo \
     Lothar Louis Luc Luca Lucas Lucio Ludovic Ludwig Luigi Luis Luiz Lukas Lukasz Luís Lyndon László Maarten Maciej \
     Mads Magnus Mahamadou Mahathir Mahinda Mahmoud Maksim Maksym Malcolm Mamadou Mamoun Manfred Manmohan Manolis \
     Mansour Manu Manuel Marat Marc Marcel Marcelo Marcin Marco Marcos Marcus Marek Mariano Mario Mariusz Mark Marko \
     Martin Marty Marwan Masahiro Masoud Massimo Masud Mateusz Mathias Mats Matt Matteo Matthew Matthias Matthieu \
     Mattias Maurice Mauricio Mauro Max Maxim Mazen Mehdi Mehmet Melvin Menachem Michael Michail Michal Michał \
     Michel Mickey Miguel Mihai Mikael Mike Mikhael Mikhail Mikko Milan Milorad Milos Miloš Miodrag Mircea Miroslav \
     Mirza Mitch Mitsuo Mitt Mladen Moammar Moctar Modibo Mohamed Mohammad Mohammed Mohamud Mohan Mohsen Moise \
     Moises Mojtaba Moncef Moritz Morten Mosiuoa Mostafa Moussa Muammar Muhammad Mukesh Munir Murad Murat Murray \
     Musa Mustafa Mustapha Mutlaq Mwai Mykhailo Myles Najib Narendra Nasser Nathan Nawaf Nawaz Nayib Ned Neil Nelson \
     Nestor Nicholas Nico Nicolae Nicolas Nicolás Nicos Niels Nigel Nikita Nikol Nikolai Nikolay Nikos Nils Nimrod \
     Nizar Noah Norbert Norman Nouri Nursultan Néstor Obinna Olaf Olav Oleg Oleh Oleksandr Oleksiy Oliver Olivier \
     Olle Olusegun Omar Omer Ondrej Oren Orestes Orrin Osama Oscar Osman Oswaldo Otto Ousmane Paavo Pablo Paddy \
     Panagiotis Panos Parvez Pascal Patricio Patrick Patrik Paul Paulo Pavel Pavlo Pawel Paweł Pedro Pekka Percy \
     Pervez Petar Pete Peter Petr Petras Petri Petro Petteri Philip Philipp Philippe Piero Pierre Pieter Pietro \
     Piotr Plamen Pranab Predrag Przemyslaw Pál Qasem Rachid Radek Radoslaw Radosław Rafael Raffaele Rahul Raila \
     Raimundo Rainer Rajendra Rajesh Rajiv Rakesh Ralph Ramesh Rami Ramiro Ramon Ramzan Ramón Randy Raphael Rashid \
     Rasmus Rauf Raul Ravi Ray Raymond Raymundo Raúl Recep Reinhard Renato Renaud Rene René Reuben Rex Reza Riad \
     Ricardo Riccardo Richard Richie Rick Rinat Rob Robert Roberto Rodney Rodolfo Rodrigo Rogelio Roger Rohit Roland \
     Rolando Rolf Romain Roman Romano Ron Ronald Ross Roy Ruben Rudi Rudolf Rufus Ruslan Russell Rustam Ryan Rómulo \
     Saad Saddam Sadiq Saeed Saif Sait Sajid Sakari Salah Salam Saleh Salim Salva Sam Sami Samir Samuel Samuli \
     Sander Sandro Sanjay Sanjeev Satoshi Sauli Sayed Saïd Scott Sean Sebastian Sebastián Selahattin Sepp Serge \
     Sergei Sergey Sergio Serhiy Serzh Seth Shahid Shane Shaukat Shaun Sheldon Shigeru Shimon Shinichi Shintaro \
     Shinzo Siamak Sidney Sigmar Silvio Simeon Simon Simão Sixto Slavko Slobodan Solomon Soren Spencer Srdjan Stan \
     Stanislas Stanislav Stanislaw Stanisław Stanley Stefan Stepan Stephane Stephen Steve Steven Stewart Stig Stuart \
     Stéphane Subhash Sulaiman Suleiman Suleyman Sunil Suresh Sushil Svein Sven Syed Szymon Sérgio Søren Tadesse \
     Tadeusz Taha Takashi Takeo Takeshi Tamim Tamás Tarek Tareq Tariq Taro Tatsuya Tauno Tayyip Ted Tedros Temur \
     Terence Terry Thabo Thaksin Theodore Thiago Thierry Thomas Thorsten Tiago Tibor Tim Timo Timothy Tito Tobias \
     Todd Tom Tomas Tomasz Tomislav Tomás Tomáš Tony Toomas Toshihiro Toshiki Toshio Travis Trevor Tristan Tyler \
     Tyrone Ueli Ulf Ulrich Umar Umaru Umberto Usman Uwe Vaclav Vadim Valdas Valdis Valentin Valerio Valery Vasil \
     Vasily Vasyl Vicente Victor Vidar Vijay Vikram Viktor Viktors Vincent Vinod Virgil Virgilio Vitali Vitaly Vitor \
     Vittorio Vladimir Vladislav Vladyslav Vojislav Volker Volodymyr Vuk Vyacheslav Václav Vítor Wael Walid Walter \
     Warren Wasim Wayne Wenceslao Werner Wesley Wilbert Wilfried Wilhelm Willem William Willy Wim Winston Witold \
     Wladyslaw Wojciech Wolfgang Wolfram Xavier Yahya Yair Yannick Yannis Yaser Yasin Yasser Yasuo Yevgeny Yitzhak \
     Yoshihide Yoshiro Yossi Yousef Youssef Yoweri Yuri Yuriy Yury Yusuf Yuval Yves Zaid Zakaria Zbigniew Zbyněk \
     Zdravko Zeljko Zlatko Zoltan Zoltán Zoran Zubair Álvaro Óscar Łukasz",
    )
});

/// Given names of women.
pub(super) static WOMEN: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    phrases(
        "Aasma; Abigail; Ada; Adele; Adriana; Agnes; Agnieszka; Agnès; Aino; Aisha; Alejandra; Aleksandra; \
     Alessandra; Alexandra; Alexia; Alice; Alicia; Alina; Aline; Alison; Alma; Alyona; Amal; Amanda; Amelia; Amina; \
     Amira; Amy; Ana; Anabel; Analisa; Anastasia; Andrea; Angela; Angelina; Anita; Anja; Anjali; Ann; Anna; \
     Annalena; Anne; Annegret; Anneli; Annemarie; Annette; Annie; Annika; Antje; Antonia; Anya; Ariana; Arlene; \
     Asha; Ashley; Asma; Asta; Astrid; Audrey; Aung; Ayesha; Azza; Barbara; Beata; Beatrice; Beatriz; Bella; \
     Benazir; Berit; Bernadette; Bernice; Beth; Bettina; Betty; Beverly; Bianca; Birgit; Birgitta; Birgitte; Blanca; \
     Brenda; Bridget; Brigitte; Britta; Camilla; Carina; Carla; Carly; Carmela; Carmen; Carol; Carolina; Caroline; \
     Carolyn; Catherine; Cathy; Cecilia; Celeste; Celia; Chantal; Charlotte; Cheryl; Chiara; Chinwe; Chloe; Christa; \
     Christelle; Christiana; Christiane; Christina; Christine; Claire; Clara; Clare; Clarissa; Claudette; Claudia; \
     Colette; Condoleezza; Consuelo; Cora; Corazon; Corinne; Courtney; Cristina; Cynthia; Cécile; Dagmar; Dalia; \
     Danielle; Daria; Debbie; Deborah; Delia; Denise; Desiree; Diana; Diane; Dilma; Dina; Dominique; Donna; Doris; \
     Dorota; Dorothy; Edith; Edna; Eileen; Ekaterina; Elaheh; Elaine; Eleanor; Elena; Eleni; Eliane; Elin; Elina; \
     Elisa; Elisabeth; Elise; Eliza; Elizabeth; Ella; Ellen; Elsa; Elsie; Elvira; Elzbieta; Elżbieta; Emily; Emine; \
     Emma; Enid; Erika; Erin; Ernestina; Estela; Estelle; Esther; Ethel; Etta; Eugenia; Eva; Evelyn; Ewa; Fadia; \
     Farah; Fatima; Fatma; Fatou; Federica; Felicia; Fernanda; Filomena; Fiona; Fleur; Flora; Florence; Florencia; \
     Francesca; Francine; Françoise; Frida; Gabriela; Gabriele; Gabriella; Gail; Galina; Genevieve; Georgina; \
     Geraldine; Gerda; Gertrude; Ghada; Gina; Giorgia; Gisela; Giulia; Giuliana; Glenda; Golda; Grace; Graciela; \
     Greta; Gretchen; Gro; Guadalupe; Gudrun; Gulnara; Gunilla; Gwen; Haifa; Hala; Halimah; Halina; Hanan; Hanna; \
     Hannah; Harriet; Hazel; Heather; Hedda; Hedwig; Heidi; Heike; Helen; Helena; Helga; Helle; Hilda; Hilde; \
     Hillary; Hina; Hortense; Huda; Hélène; Ida; Iga; Ilana; Ilse; Imelda; Indira; Ines; Inga; Inge; Ingeborg; \
     Inger; Ingrid; Inès; Ioana; Ione; Irena; Irene; Irina; Irma; Iryna; Isabel; Isabella; Isabelle; Ivana; Ivanka; \
     Iveta; Jacinta; Jacqueline; Jadwiga; Jana; Jane; Janelle; Janet; Janice; Janina; Jasmin; Jasmine; Jeanne; \
     Jeannette; Jelena; Jennifer; Jessica; Jill; Joan; Joanna; Joanne; Johanna; Jolanta; Josefa; Josefina; \
     Josephine; Josette; Joyce; Juana; Juanita; Judith; Judy; Julia; Juliana; Julie; Juliet; Jutta; Kadri; Kaja; \
     Kamala; Karen; Karin; Karina; Karla; Katarina; Katarzyna; Kate; Katerina; Katharina; Katherina; Katherine; \
     Kathleen; Kathrin; Kathryn; Katie; Katja; Katrin; Katrina; Katya; Keiko; Kelly; Kersti; Khadija; Kirsten; \
     Kirsti; Klara; Klaudia; Kolinda; Kristalina; Kristin; Kristina; Kristine; Krystyna; Lakshmi; Larisa; Larysa; \
     Latifa; Laura; Lauren; Leila; Lena; Leni; Leonora; Leticia; Lida; Lidia; Lili; Lilian; Liliana; Lillian; Lily; \
     Linda; Lindsay; Lindsey; Lisa; Lisbeth; Liv; Liz; Lois; Lola; Loretta; Lorraine; Louise; Lourdes; Lucia; \
     Luciana; Lucie; Lucille; Lucinda; Lucy; Lucía; Ludmila; Ludmilla; Luisa; Luise; Luz; Lydia; Lynn; Lyudmila; \
     Mabel; Madalena; Madeleine; Magda; Magdalena; Maggie; Maha; Maja; Malala; Malgorzata; Manuela; Marcela; Marcia; \
     Margaret; Margareta; Margarete; Margarethe; Margarita; Margot; Margrethe; Maria; Mariam; Mariana; Marianna; \
     Marianne; Maribel; Marie; Mariela; Mariko; Marilyn; Marina; Marine; Marisa; Marisol; Marit; Marja; Marjorie; \
     Marlene; Marta; Martha; Martina; Mary; Maryam; Matilda; Maud; Maureen; Mavis; Maxine; Maya; Małgorzata; Meera; \
     Megan; Megawati; Melania; Melanie; Melinda; Melissa; Meryl; Mette; Mia; Michaela; Michele; Micheline; Michelle; \
     Mildred; Milena; Millie; Mina; Mirela; Miriam; Mirjana; Moira; Molly; Monica; Monika; Monique; Muriel; Myriam; \
     Myrna; Nabila; Nadezhda; Nadia; Nadine; Naledi; Nancy; Naomi; Nargis; Natacha; Natalia; Natalie; Natalija; \
     Natalya; Natasha; Nawal; Ngozi; Nicola; Nicole; Nikki; Nilda; Nina; Noemi; Nora; Norah; Norma; Odile; Ofelia; \
     Oksana; Oleksandra; Olena; Olga; Olivia; Oluchi; Pamela; Paola; Patricia; Patty; Paula; Pauline; Peggy; Penny; \
     Petra; Phoebe; Phyllis; Pia; Pilar; Polly; Prisca; Priscilla; Priti; Priya; Quratulain; Rachel; Rafaela; Raisa; \
     Ramona; Rania; Raquel; Rasha; Rebeca; Rebecca; Regine; Renata; Renate; Renée; Reyhan; Rigoberta; Rima; Rina; \
     Rita; Roberta; Rocío; Rosa; Rosalie; Rosalind; Rosanna; Rose; Roseanne; Roseline; Rosemarie; Rosemary; Rosie; \
     Roxana; Rukhsana; Rumiana; Ruth; Saadia; Sabina; Sabine; Sabrina; Safia; Salma; Samantha; Samia; Sandra; Sania; \
     Sanna; Sara; Sarah; Sarita; Saskia; Segolene; Selma; Serena; Shabnam; Shahida; Shamima; Shannon; Sharon; \
     Sheikh Hasina; Sheila; Shelley; Sheryl; Shirin; Shirley; Sibylle; Sigrid; Silvia; Simona; Simone; Siobhan; \
     Sofía; Soledad; Solveig; Sonia; Sophia; Sophie; Soraya; Stacey; Stephanie; Sue; Susan; Susana; Susanna; \
     Susanne; Suzan; Suzanne; Suzy; Svetlana; Sviatlana; Sybil; Sylvia; Sylvie; Tabitha; Tahira; Tamara; Tania; \
     Tanya; Tarja; Tatiana; Tatjana; Tatyana; Tawakkol; Teodora; Teresa; Thandi; Thea; Thelma; Theodora; Theresa; \
     Therese; Thérèse; Tilda; Tina; Trine; Trudy; Tsai; Ulla; Ulrike; Ursula; Urszula; Ute; Valentina; Valeria; \
     Valerie; Valérie; Vanda; Vandana; Vanessa; Vanja; Vera; Veronica; Veronika; Vesna; Vicky; Victoria; Vigdis; \
     Viktoria; Vilma; Viola; Violeta; Violetta; Virginia; Virginie; Vivian; Viviane; Véronique; Wafa; Wanda; \
     Wangari; Waris; Wendy; Wilhelmina; Wilma; Winifred; Winnie; Xiomara; Yaroslava; Yasmin; Yasmine; Yekaterina; \
     Yoko; Yolanda; Yuko; Yulia; Yuliya; Yuriko; Yvette; Yvonne; Zainab; Zara; Zeinab; Zeynep; Zinaida; Zita; Zoe; \
     Zofia; Zsuzsanna; Zuzana;",
    )
});
